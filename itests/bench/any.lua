-- SPDX-License-Identifier: Apache-2.0
-- Each request of wrk ends in another word of a file: wrk -s any.lua URL -- FILE
local words = {}

function init(arguments)
  for word in io.lines(arguments[1]) do
    words[#words + 1] = word
  end
  math.randomseed(1)
end

function request()
  return wrk.format("GET", wrk.path .. words[math.random(#words)])
end
