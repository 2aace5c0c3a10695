-- Fills backtest_report.qmd from a run's folder. Quarto runs this itself: no Python, R or Julia is needed, and nothing is fetched.

local json = quarto and quarto.json or pandoc.json
local folder = "."

local function read(name)
  local file = io.open(folder .. "/" .. name, "rb")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

local function needed(name)
  return read(name) or error("There is no " .. name .. " in " .. folder .. ". Name a run's folder: -M run:/path/to/results/<run_id>")
end

-- Text of users is text: whatever Markdown or HTML could read in it is escaped.
local function plain(text)
  return (tostring(text):gsub("%s+", " "):gsub("%p", "\\%0"))
end

local function number(value, share)
  if share then return plain(string.format("%.2f %%", 100 * value)) end
  if math.type(value) == "integer" or value == math.floor(value) and math.abs(value) < 1e15 then return plain(string.format("%.0f", value)) end
  return plain(string.format(math.abs(value) < 0.1 and "%.4g" or "%.2f", value))
end

local function show(value, share)
  if type(value) == "number" then return number(value, share) end
  if type(value) == "string" or type(value) == "boolean" then return plain(value) end
  if type(value) ~= "table" then return "–" end -- An undefined figure.
  local parts = {}
  for name, part in pairs(value) do
    if type(name) == "string" then parts[#parts + 1] = plain(name) .. " = " .. show(part) end
  end
  table.sort(parts)
  return #parts > 0 and table.concat(parts, ", ") or "–"
end

-- "total_return%" is the key total_return, as a percentage; "git.commit" is commit in git.
local function keys(text)
  local list = {}
  for word in text:gmatch("%S+") do list[#list + 1] = { name = word:gsub("%%$", ""), share = word:sub(-1) == "%" } end
  return list
end

local function find(object, name)
  for part in name:gmatch("[^.]+") do
    if type(object) ~= "table" then return nil end
    object = object[part]
  end
  return object
end

local function words(name)
  return plain((name:gsub("[._]", " ")))
end

local function rows(head, align, lines)
  return "|" .. table.concat(head, "|") .. "|\n|" .. table.concat(align, "|") .. "|\n" .. table.concat(lines, "\n") .. "\n"
end

local function blocks(markdown)
  return pandoc.read(markdown, "markdown").blocks
end

local fill = {}

function fill.figures(of)
  local object, lines = json.decode(needed(of.file)), {}
  for _, key in ipairs(keys(of.keys)) do lines[#lines + 1] = "|" .. words(key.name) .. "|" .. show(find(object, key.name), key.share) .. "|" end
  return blocks(rows({ " ", " " }, { ":--", ":--" }, lines))
end

function fill.groups(of)
  local text = read(of.file)
  if not text then return blocks("By side and exit: write `" .. of.file .. "` into the run's folder first (`peaktrade report`, `Export-RunReport`).") end
  local object, columns, lines = json.decode(text), keys(of.columns), {}
  local head, align = { " " }, { ":--" }
  for _, column in ipairs(columns) do head[#head + 1], align[#align + 1] = words(column.name), "--:" end
  for _, key in ipairs(keys(of.keys)) do
    local names = {}
    for name in pairs(object[key.name]) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
      local cells = { words(name) }
      for _, column in ipairs(columns) do cells[#cells + 1] = show(object[key.name][name][column.name], column.share) end
      lines[#lines + 1] = "|" .. table.concat(cells, "|") .. "|"
    end
  end
  return blocks(rows(head, align, lines))
end

local function cells(line)
  local list, at = {}, 1
  while at <= #line + 1 do
    if line:sub(at, at) == '"' then
      local close = line:find('"', at + 1, true)
      while close and line:sub(close + 1, close + 1) == '"' do close = line:find('"', close + 2, true) end -- Twice it is one of the text.
      close = close or #line
      list[#list + 1] = line:sub(at + 1, close - 1):gsub('""', '"')
      at = close + 2
    else
      local comma = line:find(",", at, true) or #line + 1
      list[#list + 1] = line:sub(at, comma - 1)
      at = comma + 1
    end
  end
  return list
end

-- Where the named columns are, and the lines beneath the head.
local function csv(of)
  local lines = needed(of.file):gmatch("[^\n]+")
  local place, names = {}, {}
  for i, name in ipairs(cells(lines())) do place[name] = i end
  for _, key in ipairs(keys(of.columns)) do names[#names + 1] = place[key.name] or error(of.file .. " has no column " .. key.name) end
  return names, lines
end

function fill.counts(of)
  local place, lines = csv(of)
  local counts, names = {}, {}
  for line in lines do
    local row, name = cells(line), {}
    for i, at in ipairs(place) do name[i] = words(row[at] or "") end
    name = table.concat(name, "|")
    if not counts[name] then names[#names + 1] = name end
    counts[name] = (counts[name] or 0) + 1
  end
  if #names == 0 then return blocks("There are none.") end
  table.sort(names)
  local head, align, text = {}, {}, {}
  for _, key in ipairs(keys(of.columns)) do head[#head + 1], align[#align + 1] = words(key.name), ":--" end
  head[#head + 1], align[#align + 1] = "count", "--:"
  for _, name in ipairs(names) do text[#text + 1] = "|" .. name .. "|" .. counts[name] .. "|" end
  return blocks(rows(head, align, text))
end

-- A line through at most 800 points: of each stretch of bars the lowest and the highest.
local function course(values, left, top, width, height, low, high)
  local path, stretches = {}, math.min(#values, 400)
  local function add(i)
    local y = high > low and (values[i] - low) / (high - low) or 0.5
    path[#path + 1] = string.format("%.1f %.1f", left + (#values > 1 and (i - 1) / (#values - 1) or 0) * width, top + (1 - y) * height)
  end
  for s = 0, stretches - 1 do
    local from, to = s * #values // stretches + 1, (s + 1) * #values // stretches
    local lowest, highest = from, from
    for i = from, to do
      if values[i] < values[lowest] then lowest = i end
      if values[i] > values[highest] then highest = i end
    end
    add(math.min(lowest, highest))
    if lowest ~= highest then add(math.max(lowest, highest)) end
  end
  return "M" .. table.concat(path, "L")
end

local function ends(values)
  local low, high = math.huge, -math.huge
  for _, value in ipairs(values) do low, high = math.min(low, value), math.max(high, value) end
  return low, high
end

local function picture(first, last, equity, drawdown)
  local low, high = ends(equity)
  local deepest = ends(drawdown)
  local function label(x, y, anchor, text) return string.format('<text x="%d" y="%d" text-anchor="%s">%s</text>', x, y, anchor, text) end
  return table.concat({
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 470" width="900" height="470" style="max-width:100%;height:auto" font-family="sans-serif" font-size="13" fill="#444">',
    '<rect width="900" height="470" fill="#fff"/>',
    '<g stroke="#ccc"><path d="M90 20H890M90 290H890M90 330H890M90 440H890"/></g>',
    '<path fill="none" stroke="#2a5fc9" stroke-width="1.6" d="' .. course(equity, 90, 20, 800, 270, low, high) .. '"/>',
    '<path fill="none" stroke="#c22f3c" stroke-width="1.2" d="' .. course(drawdown, 90, 330, 800, 110, deepest, 0) .. '"/>',
    label(84, 24, "end", string.format("%.2f", high)), label(84, 294, "end", string.format("%.2f", low)),
    label(84, 334, "end", "0 %"), label(84, 444, "end", string.format("%.2f %%", 100 * deepest)),
    label(90, 460, "start", first:sub(1, 10)), label(890, 460, "end", last:sub(1, 10)),
    "</svg>" })
end

function fill.equity(of)
  local place, lines = csv(of)
  local first, last, equity, drawdown = nil, "", {}, {}
  for line in lines do
    local row = cells(line)
    local e, d = tonumber(row[place[2]]), tonumber(row[place[3]])
    if e and d and e - e == 0 and d - d == 0 then
      first, last = first or row[place[1]], row[place[1]]
      equity[#equity + 1], drawdown[#drawdown + 1] = e, d
    end
  end
  if #equity == 0 then return blocks("There are no bars.") end
  local svg = picture(first, last, equity, drawdown)
  if FORMAT:match("html") then return { pandoc.RawBlock("html", svg) } end
  pandoc.mediabag.insert("equity.svg", "image/svg+xml", svg)
  return { pandoc.Para({ pandoc.Image({ pandoc.Str("Equity and drawdown") }, "equity.svg") }) }
end

function Pandoc(doc)
  if doc.meta.run then folder = pandoc.utils.stringify(doc.meta.run) end
  return doc:walk({
    Div = function(div)
      local kind = div.attributes.run
      if kind then return (fill[kind] or error("No block is filled with " .. kind))(div.attributes) end
    end,
  })
end
