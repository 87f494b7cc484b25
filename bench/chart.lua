-- What wrk asks a chart server for: each time another chart of six bars, in QuickChart's words.
-- Arguments: the first number of a chart; no two runs may have one in common.
local number = 0

function init(arguments)
  number = tonumber(arguments[1])
end

local body = [[{"version":"4","width":1024,"height":512,"devicePixelRatio":1,"backgroundColor":"white","chart":{"type":"bar","data":{"labels":["FailRatio","FailAmount","AccessAmount","MaxConcurrent","MinLatency","AvgLatency"],"datasets":[{"label":"application %d","data":[%d,%d,%d,%d,%d,%d],"backgroundColor":["#D55E00","#E69F00","#0072B2","#56B4E9","#009E73","#CC79A7"]}]},"options":{"plugins":{"title":{"display":true,"text":"Metrics of application %d"}}}}}]]

function request()
  number = number + 1
  local n = number
  local filled = string.format(body, n, n % 7, n % 23, n % 97, n % 41, n % 37, n % 89, n)
  return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, filled)
end
