-- The file of addresses that IZDE_BENCHMARK_PATHS names in, requests for them in turn out; a line of JSON in the end.

local requests, place = {}, 0

function init()
  for path in io.lines(os.getenv("IZDE_BENCHMARK_PATHS")) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "failed": %d, "seconds": %f, "p50": %f, "p95": %f, "p99": %f}\n',
    summary.requests, errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3))
end
