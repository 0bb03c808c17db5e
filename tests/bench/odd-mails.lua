-- SPDX-License-Identifier: MIT
-- Write large and hostile mails into a folder: lua5.4 odd-mails.lua FOLDER
-- Each is a case that made some mail parser crash, hang or take all memory.
local folder = arg[1]
if not folder then
  io.stderr:write("usage: lua5.4 odd-mails.lua FOLDER\n")
  os.exit(64)
end

local HEADER = "From: Ann <ann@example.org>\nTo: help@example.com\nSubject: odd\n"
  .. "Date: Fri, 20 Nov 2026 10:00:00 +0000\nMessage-ID: <odd@example.org>\n"

local function write(name, ...)
  local file = assert(io.open(folder .. "/" .. name .. ".eml", "wb"))
  for _, piece in ipairs { ... } do assert(file:write(piece)) end
  file:close()
end

-- n times what f(i) gives
local function each(n, f)
  local t = {}
  for i = 1, n do t[i] = f(i) end
  return table.concat(t)
end

local function nested_multipart(depth, body)
  local open = each(depth, function(i)
    return ('Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n'):format(i, i)
  end)
  local close = each(depth, function(i) return ("--b%d--\n"):format(depth + 1 - i) end)
  write(("nested-multipart-%d-%dk"):format(depth, #body // 1024), HEADER, open,
    "Content-Type: text/plain\n\n", body, "\n", close)
end

write("nested-rfc822-30000", HEADER,
  ("Content-Type: message/rfc822\n\n"):rep(30000), "\nthe innermost text\n")
write("nested-rfc822-base64", HEADER,
  ("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"):rep(10000), "eA==\n")

local deep = ("("):rep(1000000) .. "x" .. (")"):rep(1000000)
write("comment-nest-from", "From: ", deep, " ann@example.org\nTo: a@b.example\nSubject: x\n\nhi\n")
write("comment-nest-date", HEADER:gsub("Date: [^\n]*", "Date: %%DEEP%%"):gsub("%%DEEP%%",
  function() return deep .. " Fri, 20 Nov 2026 10:00:00 +0000" end), "\nhi\n")
write("comment-nest-content-type", HEADER, "Content-Type: text/plain ", deep, "\n\nhi\n")
write("comment-nest-31k", "From: ", ("("):rep(31000), " ann@example.org\nSubject: x\n\nhi\n")

nested_multipart(10000, "deep text")
nested_multipart(50, ("all work and no play makes a dull line\n"):rep(25 * 1024 * 1024 // 40))
nested_multipart(19, ("--x\n"):rep(25 * 1024 * 1024 // 4 - 1000))

write("headers-100000", HEADER, each(100000, function(i) return ("X-Field-%d: %d\n"):format(i, i) end),
  "\nhi\n")
write("received-100000", HEADER,
  each(100000, function(i) return ("Received: from a by b; id %d\n"):format(i) end), "\nhi\n")
write("subject-1m", HEADER:gsub("odd\n", ("word "):rep(200000) .. "\n"), "\nhi\n")
write("subject-words-1m", (HEADER:gsub("odd\n", function()
  return ("=?utf-8?Q?w=C3=B6rd?=\n "):rep(45000) .. "\n"
end)), "\nhi\n")
write("subject-words-unclosed", (HEADER:gsub("odd\n", function()
  return ("=?utf-8?Q?w"):rep(90000) .. "\n"
end)), "\nhi\n")
write("recipients-100000", HEADER:gsub("help@example.com\n",
  function() return each(100000, function(i) return ("u%d <u%d@example.com>,\n "):format(i, i) end)
    .. "z@example.com\n" end), "\nhi\n")
write("groups-100000", HEADER:gsub("help@example.com\n",
  function() return each(100000, function(i) return ("g%d: u%d@example.com;,\n "):format(i, i) end)
    .. "z@example.com\n" end), "\nhi\n")
write("references-100000", HEADER, "References: ",
  each(100000, function(i) return ("<%d@example.org>\n "):format(i) end), "\n\nhi\n")
write("parameters-100000", HEADER, "Content-Type: text/plain",
  each(100000, function(i) return (";\n p%d=%d"):format(i, i) end), "\n\nhi\n")
write("parts-100000", HEADER, "Content-Type: multipart/mixed; boundary=b\n\n",
  ("--b\nContent-Type: text/plain\n\nx\n"):rep(100000), "--b--\n")
write("parts-empty-header", HEADER, "Content-Type: multipart/mixed; boundary=b\n\n",
  ("--b\n\n"):rep(1000000), "--b--\n")
write("part-headers-1m", HEADER, "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
  ("Content-X: y\n"):rep(1000000), "\nhi\n--b--\n")
write("filenames-unclosed", HEADER, "Content-Type: multipart/mixed; boundary=b\n\n",
  each(700, function()
    return "--b\nContent-Disposition: attachment; filename=\"" .. ("=?utf-8?Q?w"):rep(2900) .. "\"\n\nx\n"
  end), "--b--\n")

write("base64-30m", HEADER, "Content-Transfer-Encoding: base64\n\n",
  ("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n"):rep(400000))
write("qp-10m", HEADER, "Content-Transfer-Encoding: quoted-printable\n\n",
  ("=C3=A4=\n"):rep(1250000))
write("qp-equals-10m", HEADER, "Content-Transfer-Encoding: quoted-printable\n\n",
  ("="):rep(10000000))
write("qp-equals-blanks", HEADER, "Content-Transfer-Encoding: quoted-printable\n\n",
  "=", (" "):rep(1000000), ("= "):rep(1000000))
write("quotes-from", "From: ", ("\""):rep(32000), "\nSubject: x\n\nhi\n")
write("angles-from", "From: ", ("<,"):rep(16000), "\nSubject: x\n\nhi\n")
write("commas-to", "From: a@b.example\nTo: ", (","):rep(300000), "\nSubject: x\n\nhi\n")
write("nul-1m", HEADER, "\n", ("\0"):rep(1000000))
write("cr-only-5m", (HEADER:gsub("\n", "\r")), "\r", ("line\r"):rep(1000000))
write("blank-lines-5m", ("\n"):rep(5000000), HEADER, "\nhi\n")
write("from-lines-1m", ("From x\n"):rep(1000000), HEADER, "\nhi\n")
write("no-newline-20m", ("x"):rep(20000000))
write("nine-hundred-texts", HEADER, "Content-Type: multipart/mixed; boundary=b\n\n",
  ("--b\nContent-Type: text/plain\n\n" .. ("lorem ipsum dolor sit amet\n"):rep(900)):rep(900), "--b--\n")
write("alternatives-900", HEADER, "Content-Type: multipart/alternative; boundary=b\n\n",
  ("--b\nContent-Type: text/html\n\n<p>" .. ("lorem ipsum dolor sit amet\n"):rep(900)):rep(900), "--b--\n")
write("uuencode-lines", HEADER, "\n", ("begin 644 a\n"):rep(300000))
