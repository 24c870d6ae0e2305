// Starts Swagger UI on the service's own description; the plain list of addresses gives way to it.
"use strict";

window.SwaggerUIBundle({
  url: "/openapi.json",
  domNode: document.getElementById("description"),
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  // Its default is to ask a server on the network whether the description is valid.
  presets: [window.SwaggerUIBundle.presets.apis],
  onComplete: () => {
    document.getElementById("plain").hidden = true;
    document.body.dataset.ready = "true";
  },
});
