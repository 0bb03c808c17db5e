---@meta
-- SPDX-License-Identifier: MIT
-- The words of amends-rules(7) and amends-plugin(7) for the Lua language server,
-- so that an editor completes and checks as one types. amends itself does not
-- read this file. For your own rules put beside them a .luarc.json of
--   { "workspace.library": ["/usr/local/share/amends/rules"], "runtime.version": "Lua 5.4" }

-- ---- rule files ---------------------------------------------------------------

---A condition. `a + b` or, `a * b` and, `a - b` and not, `(a >= 2)` at least.
---@class amends.Condition
---@operator add(amends.Condition|boolean): amends.Condition
---@operator mul(amends.Condition|boolean): amends.Condition
---@operator sub(amends.Condition|amends.Context|boolean): amends.Condition

---Taken away from a condition: `new_text:any { "late" } - negated`.
---@class amends.Context

---A regular expression as an item: `re [[\bweeks? later\b]]`.
---@class amends.Regex

---The lines of a file in rules/lists.
---@class amends.List

---A phrase of up to 12 words (`refund*`, `not * working`, `so *5 late`), a regular
---expression, or a list.
---@alias amends.Item string|amends.Regex|amends.List

---@class amends.Place
local place = {}
---Counts the finds of the items.
---@param items amends.Item[]|amends.Item
---@return amends.Condition
function place:any(items) end
---1 when each of the items is there.
---@param items amends.Item[]|amends.Item
---@return amends.Condition
function place:all(items) end
---As any, for `place:count { ... } >= 2`.
---@param items amends.Item[]|amends.Item
---@return amends.Condition
function place:count(items) end
---Groups of 2 to 8 items that stand together within that many words.
---@param words integer 2 to 100
---@param items amends.Item[]
---@return amends.Condition
function place:near(words, items) end
---1 when the place begins with one of the items.
---@param items amends.Item[]|amends.Item
---@return amends.Condition
function place:starts(items) end
---1 when the place ends with one of the items.
---@param items amends.Item[]|amends.Item
---@return amends.Condition
function place:ends(items) end
---Sentences that ask.
---@return amends.Condition
function place:is_question() end
---Runs of words in capitals.
---@return amends.Condition
function place:shouting() end

---@class amends.People: amends.Place
local people = {}
---Addresses that are listed.
---@param list string[]|string|amends.List
---@return amends.Condition
function people:address(list) end
---Addresses whose domain, or one above it, is listed.
---@param list string[]|string|amends.List
---@return amends.Condition
function people:domain(list) end

---@type amends.Place
subject = nil
---What the writer wrote now.
---@type amends.Place
new_text = nil
---What they quote of earlier mail.
---@type amends.Place
quoted = nil
---All of the text.
---@type amends.Place
text = nil
---@type amends.People
from = nil
---@type amends.People
to = nil
---The names of attached files.
---@type amends.Place
attachment = nil
---The types of all parts, such as image/png.
---@type amends.Place
body_part = nil
---What modules read of attached files, such as a letter; empty without any.
---@type amends.Place
attachment_text = nil
---A field of the mail: `header "X-Shop":any { "gold" }`.
---@param name string
---@return amends.Place
function header(name) end

---@type amends.Context
negated = nil
---@type amends.Context
conditional = nil
---@type amends.Context
reported = nil
---@type amends.Context
thanked_for = nil

---`waiting_since >= "2d"`: the age of their oldest mail without an answer.
---@type amends.Condition
waiting_since = nil
---Mails of this sender in that time.
---@param span string "7d", "4h", "90m"
---@return amends.Condition
function messages_within(span) end
---Those of them that were tagged complaint.
---@param span string
---@return amends.Condition
function complaints_within(span) end
---We have answered them before.
---@type amends.Condition
known_customer = nil
---The mail arrived outside of the hours of its inbox.
---@type amends.Condition
out_of_hours = nil
---The text names a time from now to then.
---@param span string
---@return amends.Condition
function deadline_within(span) end

---@param code string "en", "de", ...
---@return amends.Condition
function language(code) end
---Other rules bring this tag to its threshold.
---@param tag string
---@return amends.Condition
function tagged(tag) end
---The lines of rules/lists/NAME.
---@param name string "vip.txt"
---@return amends.List
function list(name) end
---What cannot be said otherwise; it only reads the message and the verdict.
---@param judge fun(message: amends.Message, verdict: amends.Verdict): boolean|number
---@return amends.Condition
function custom(judge) end

---@class amends.RegexLibrary
---@overload fun(pattern: string, ...: string): amends.Regex
re = {}
---Where the pattern is found: first and last byte, from 1, and the groups.
---@param text string
---@param pattern string PCRE2; case is ignored
---@param init? integer
---@param plain? boolean the pattern is meant as it is written
---@return integer|nil first, integer? last, string? ...
function re.find(text, pattern, init, plain) end
---The groups of the first match, or all of it.
---@param text string
---@param pattern string
---@param init? integer
---@return string|nil ...
function re.match(text, pattern, init) end
---Walks the matches.
---@param text string
---@param pattern string
---@return fun(): string?
function re.gmatch(text, pattern) end
---Replaces; %1 to %9 are the groups, %0 is all of it.
---@param text string
---@param pattern string
---@param repl string|table|function
---@param n? integer
---@return string text, integer count
function re.gsub(text, pattern, repl, n) end

---@class amends.RuleFields
---@field why string the reason, behind "the customer"
---@field when amends.Condition|boolean
---@field tag string what it is evidence for
---@field weight number log-odds, -100 to 100
---@field hit string[] texts that must meet the condition
---@field miss string[] texts that must not
---@field cause? string a second tag: what went wrong
---@field only? string[] the inboxes that it is for
---@field off? boolean true: it is not run
---@param name string small letters, digits, dots and _
---@return fun(fields: amends.RuleFields)
function rule(name) end

---@class amends.TagFields
---@field bias? number where its sum begins
---@field threshold? number the probability from which it is set; 0.5
---@field about? string what it claims
---@param name string
---@return fun(fields: amends.TagFields)
function tag(name) end

---@alias amends.CueName "negated"|"conditional"|"reported"|"thanked_for"|"turn"
---@param name amends.CueName
---@return fun(phrases: string[])
function cue(name) end

---@class amends.AdjustFields
---@field weight? number of a rule
---@field off? boolean of a rule
---@field bias? number of a tag
---@field threshold? number of a tag
---@param name string a rule or a tag of another file
---@return fun(fields: amends.AdjustFields)
function adjust(name) end

-- ---- plugins ------------------------------------------------------------------

---@class amends.Message
local message = {}
---@return "person"|"list"|"automatic"|"bounce"|"calendar"|"own"
function message:origin() end
---@return string code "" when it is not known
function message:language() end
---@return string
function message:subject() end
---@return string
function message:new_text() end
---@return string
function message:text() end
---What modules read of attached files, such as a letter.
---@return string
function message:attachment_text() end
---@return string address
function message:from() end
---@return string
function message:from_name() end
---@param name string
---@return boolean
function message:has_field(name) end
---The sentence around a sign, when it can be quoted to its writer.
---@param sign amends.Evidence
---@return string?
function message:quote(sign) end
---The first question; "" when it cannot be quoted.
---@return string?
function message:question() end

---@class amends.Evidence
---@field rule string
---@field tag string
---@field weight number
---@field cause? string
---@field text? string the words that matched
---@field place? string
---@field start integer their first byte there, from 0
---@field why string

---@class amends.Proposal
---@field topic string a template in rules/replies
---@field quote? string
---@field language? string

---@class amends.Verdict
local verdict = {}
---@param tag string
---@return number
function verdict:probability(tag) end
---@param tag string
---@return number
function verdict:score(tag) end
---@param tag string
---@return number
function verdict:threshold(tag) end
---@param tag string
function verdict:set(tag) end
---@param tag string
---@return boolean
function verdict:is_set(tag) end
---@return amends.Evidence[]
function verdict:evidence() end
---@return "low"|"normal"|"high"|"critical"
function verdict:urgency() end
---@return number
function verdict:urgency_score() end
---@return "none"|"hint"|"stated"|"done"
function verdict:exposure() end
---@param level "none"|"hint"|"stated"|"done"
function verdict:expose(level) end
---@param what amends.Proposal
function verdict:propose(what) end

---@class amends.Setting
---@field type "number"|"boolean"|"string"
---@field default number|boolean|string
---@field help? string
---@field min? number
---@field max? number
---@field words? string[]

---@class amends.Plugin
---@field name string
---@field api 1
---@field about string
---@field settings? table<string, amends.Setting>
---@field judge fun(message: amends.Message, verdict: amends.Verdict, settings: table)
