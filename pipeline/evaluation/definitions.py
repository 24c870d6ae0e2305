"""What each figure means, in words, for whoever reads one."""

from __future__ import annotations

LEMMAS = """\
lemmas            accuracy: words whose lemma is that of the file, case aside. The tokens and the
                  sentences are the file's, each sentence is analysed on its own, and the words
                  inside a row such as 12-13 are given one by one. Left out: words without a lemma,
                  forms with a space inside, and signs, which are UPOS PUNCT and SYM or, in a table,
                  forms without a letter or figure. This is the figure to quote.
lemmas and signs  the same with signs.
conflation        F1 over pairs of distinct forms that share a lemma, case aside, signs left out.
                  A form's lemmas are all those that it has in the file (the four commonest, should
                  there be more): two forms are a pair of gold where a gold lemma is common to
                  both, a pair of ours where one of our lemmas is.
FILE is CoNLL-U, or a table (.tsv) of form, lemma and perhaps tags, parted by tabs, with a blank line
between sentences and lines "# doc = …"; a lemma that is not known is _ or empty."""

SEGMENTATION = """\
tokens            F1: a token is right if both its ends are, in characters of the running text.
sentences         F1: a sentence is right if both its ends are.
The running text is the sentences' texts parted by one space each, or by a paragraph's end where the
file says "# newpar" or "# newdoc". It is analysed as it stands, without repairs."""

TREEBANK = """\
CoNLL-U is read as universaldependencies.org/format.html has it: "# text" gives the text of a
sentence, else its forms with SpaceAfter; a row such as 12-13 is one token in print and two words;
empty nodes (8.1) count for nothing."""

ENTITIES = """\
exact             F1 over names: the first token, the last and the type are those of the file.
lenient           F1 over names: the type is that of the file and the spans share a token. Each name
                  counts once: from the left, a name of the file is paired with the first
                  overlapping one that is still free.
Both are given over all names (micro average) and for each type. The tokens and the sentences are the
file's; a name that we end inside a token takes it whole.
FILE has two columns, token and label, parted by white space, and a blank line between sentences;
"# text = …" before a sentence gives its text, else spaces stand by the habits of punctuation. An I-
that continues no name of its type begins one, as conlleval has it, and is told on standard error.
Labels are PERSON, PLACE, ORG, EVENT, WORK, NORP and LAW, or those of KazNERD, which
pipeline/data/entity_labels.tsv maps to these; those that it maps to none count for nothing.
A generic head (… қаласы, … газеті) is inside a name in the seven labels, and outside in KazNERD. So
the names of a file in the seven are found by the whole pipeline, heads inside, and those of one in
KazNERD's by the learnt model alone, heads outside; --by says otherwise."""

FINDERS = ("pipeline", "tables", "model")
"""What finds names: the whole pipeline, the same without the learnt model, or the learnt model alone."""

FAULTS = "A faulty row ends the command with status 1 and a message that names file, row and remedy."

DEFINITIONS = {
    "lemmas": (LEMMAS, TREEBANK, FAULTS),
    "tokens": (SEGMENTATION, TREEBANK, FAULTS),
    "sentences": (SEGMENTATION, TREEBANK, FAULTS),
    "entities": (ENTITIES, FAULTS),
}
"""The paragraphs that define the figures of each measure."""
