-- SPDX-License-Identifier: Apache-2.0
-- Half of the requests of wrk create an image, the others delete what was created.
local made = {}
local body = '{"name": "bench", "disk_format": "raw", "container_format": "bare"}'

function request()
  local id = table.remove(made)
  if id then
    return wrk.format("DELETE", wrk.path .. "/" .. id)
  end
  local headers = { ["Content-Type"] = "application/json" }
  for name, value in pairs(wrk.headers) do
    headers[name] = value
  end
  return wrk.format("POST", wrk.path, headers, body)
end

function response(status, headers, answer)
  if status == 201 then
    made[#made + 1] = answer:match('"id": ?"([^"]+)"')
  end
end
