#!/bin/sh
# SPDX-License-Identifier: MIT
# The first mail after a change of the rules: one filter makes the new image, the
# others that come meanwhile go on with the old one, a reader never sees half a
# file, and no image is used or left where others can write.
. "$(dirname "$0")/flow.sh"
need strace

mail=$samples/03-furious.eml
export XDG_CONFIG_HOME="$scratch/config" XDG_CACHE_HOME="$scratch/home/cache"
rules=$XDG_CONFIG_HOME/amends/rules/site
cache=$XDG_CACHE_HOME/amends
mkdir -p "$rules"

# mark N: every mail speaks for the tag siteN; compiling takes a while
mark() {
	cat > "$rules/mark.lua" <<-LUA
		local n = 0
		for i = 1, 900000 do n = n + 1 end
		tag "site$1" { bias = 1 }
		rule "site.mark" {
		  why = "a mark", when = new_text:any { "the" }, tag = "site$1", weight = 9,
		  hit = { "the" }, miss = { "x" },
		}
	LUA
}

mark one
as_user "$amends" filter < "$mail" > "$scratch/out"
same "the first" ok "$(value "$scratch/out" X-Amends-Status)"
image=$(ls "$cache"/image* | grep -v lock)
for round in two three; do
	before=$(stat -c %i "$image")
	mark $round
	for i in $(seq 20); do
		as_user strace -f -e trace=rename,renameat,renameat2 -o "$scratch/home/trace.$i" \
			"$amends" filter < "$mail" > "$scratch/out.$i" &
	done
	wait
	for i in $(seq 20); do
		whole "$scratch/out.$i" "$mail"
		same "$round: status of $i" ok "$(value "$scratch/out.$i" X-Amends-Status)"
	done
	same "$round: one image was made" 1 \
		"$(cat "$scratch"/home/trace.* | grep -c "rename.*$(basename "$image")")"
	fails "$round: it is another file" test "$before" = "$(stat -c %i "$image")"
	as_user "$amends" explain --json "$mail" > "$scratch/out"
	holds "$round: the new rule counts" grep -q "\"site$round\"" "$scratch/out"
	rm -f "$scratch"/home/trace.*
done
same "mode of the image" 600 "$(stat -c %a "$image")"
same "mode of its folder" 700 "$(stat -c %a "$cache")"

# One cache for two homes, or for two folders with an amends.lua, has an image of
# each: here the first is sound and the second is not.
shared=$scratch/home/shared
mkdir -p "$scratch/one/.config/amends" "$scratch/two/.config/amends"
echo 'inbox "one" {}' > "$scratch/one/.config/amends/amends.lua"
echo 'inboks "two" {}' > "$scratch/two/.config/amends/amends.lua"
status_of() { # HOME FOLDER ARGUMENT...
	home=$scratch/$1
	cd "$scratch/$2/.config/amends"
	shift 2
	as_user env -u XDG_CONFIG_HOME XDG_CACHE_HOME="$shared" HOME="$home" \
		XDG_STATE_HOME="$scratch/home/state" \
		"$amends" filter "$@" < "$mail" > "$scratch/out"
	cd /
	value "$scratch/out" X-Amends-Status
}
for round in first second; do
	same "the first home, $round" ok "$(status_of one one)"
	same "the second home, $round" "partial; reason=config" "$(status_of two one)"
	same "the first folder, $round" ok "$(status_of one one --config amends.lua)"
	same "the second folder, $round" "partial; reason=config" \
		"$(status_of one two --config amends.lua)"
done

# So has each program that is installed, which comes with rules of its own.
cp -r "$scratch/prefix" "$scratch/other"
cat > "$scratch/other/share/amends/rules/mark.lua" <<-LUA
	rule "shipped.mark" {
	  why = "a mark", when = new_text:any { "the" }, tag = "complaint", weight = 9,
	  hit = { "the" }, miss = { "x" },
	}
LUA
for round in first second; do
	as_user "$amends" explain --json "$mail" > "$scratch/out"
	fails "the one program, $round" grep -q '"shipped.mark"' "$scratch/out"
	as_user "$scratch/other/bin/amends" explain --json "$mail" > "$scratch/out"
	holds "the other program, $round" grep -q '"shipped.mark"' "$scratch/out"
done

# Where others can write, none is used and none is left.
for mode in 770 777 1777; do
	chmod $mode "$cache"
	rm -f "$cache"/image*
	as_user "$amends" filter < "$mail" > "$scratch/out"
	same "folder of mode $mode: status" ok "$(value "$scratch/out" X-Amends-Status)"
	same "folder of mode $mode: nothing is left" "" "$(ls "$cache")"
done
chmod 700 "$cache"
as_user "$amends" filter < "$mail" > "$scratch/out"
holds "an image again" test -s "$image"
# And one that others could have written is made anew.
chmod 666 "$image"
as_user "$amends" filter < "$mail" > "$scratch/out"
same "others could write the image" 600 "$(stat -c %a "$image")"
