/* SPDX-License-Identifier: MIT */
#include "import_seen.h"

#include <stdlib.h>
#include <string.h>

#include "amends/hash.h"

#define FIRST_ROOM 1024

/* Open addressing; at most half of it is taken. 0: free. */
struct am_seen {
	uint64_t *names;
	size_t room, count;
};

struct am_seen *
am_seen_new(void)
{
	struct am_seen *seen = am_calloc(1, sizeof(*seen));

	seen->room = FIRST_ROOM;
	seen->names = am_calloc(seen->room, sizeof(*seen->names));
	return seen;
}

void
am_seen_free(struct am_seen *seen)
{
	if (seen == NULL)
		return;
	free(seen->names);
	free(seen);
}

static uint64_t
number_of(struct am_slice delivery, enum am_event_kind door)
{
	static const unsigned char key[AM_SIPHASH_KEY_BYTES] = "names of a run";
	unsigned char sum[16];
	struct am_siphash h;
	uint64_t number;

	am_siphash_start(&h, key);
	am_siphash_field(&h, delivery);
	am_siphash_field(&h, am_slice_of(am_event_kind_name(door)));
	am_siphash_finish(&h, sum);
	memcpy(&number, sum, sizeof(number));
	return number != 0 ? number : 1;
}

static bool
put(struct am_seen *seen, uint64_t number)
{
	size_t i = number % seen->room;

	while (seen->names[i] != 0 && seen->names[i] != number)
		i = (i + 1) % seen->room;
	if (seen->names[i] == number)
		return false;
	seen->names[i] = number;
	seen->count++;
	return true;
}

static void
grow(struct am_seen *seen)
{
	struct am_seen larger = { .room = seen->room * 2 };

	larger.names = am_calloc(larger.room, sizeof(*larger.names));
	for (size_t i = 0; i < seen->room; i++)
		if (seen->names[i] != 0)
			(void)put(&larger, seen->names[i]);
	free(seen->names);
	*seen = larger;
}

bool
am_seen_add(struct am_seen *seen, struct am_slice delivery,
	    enum am_event_kind door)
{
	if (seen->count * 2 >= seen->room)
		grow(seen);
	return put(seen, number_of(delivery, door));
}
