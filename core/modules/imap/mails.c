/* SPDX-License-Identifier: MIT */
#include "amends/clock.h"
#include "ops.h"

/* A mail comes in pieces of this size, so that neither a mail nor a lie about
 * one takes more memory. */
#define PIECE_BYTES (1U << 20)

/* So many numbers of ten digits fit into an answer: a folder with more that is
 * new has to be begun with a shorter `since`. */
#define LIST_BYTES_MAX (11U << 20)

static struct mailimap_search_key *
make_key(uint32_t after_uid, int64_t since_utc)
{
	struct mailimap_search_key *keys =
		mailimap_search_key_new_multiple_empty();
	struct am_civil day;

	/* 0 is '*'; above the largest number there is nothing */
	if (keys == NULL ||
	    mailimap_search_key_multiple_add(
		    keys, mailimap_search_key_new_uid(mailimap_set_new_interval(
				  after_uid + 1, 0))) != MAILIMAP_NO_ERROR)
		return keys;
	if (since_utc == AM_NO_TIME)
		return keys;
	am_civil_of_utc(since_utc, &day);
	(void)mailimap_search_key_multiple_add(
		keys, mailimap_search_key_new_since(
			      mailimap_date_new(day.day, day.month, day.year)));
	return keys;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a;
	const uint32_t *y = b;

	return (*x > *y) - (*x < *y);
}

/* "n:*" has the last mail even when that is below n; and a server may name one
 * twice. */
static void
take_numbers(const struct am_host *host, struct am_call *call, clist *list,
	     uint32_t after_uid, struct am_mailbox_list *out)
{
	uint32_t *numbers = host->alloc(call, ((size_t)clist_count(list) + 1) *
						      sizeof(*numbers));
	size_t n = 0;
	size_t kept = 0;
	clistiter *i;

	for (i = clist_begin(list); i != NULL; i = clist_next(i)) {
		const uint32_t *uid = clist_content(i);

		if (*uid > after_uid)
			numbers[n++] = *uid;
	}
	qsort(numbers, n, sizeof(*numbers), by_number);
	for (size_t k = 0; k < n; k++)
		if (kept == 0 || numbers[k] != numbers[kept - 1])
			numbers[kept++] = numbers[k];
	out->uids = numbers;
	out->count = kept;
}

enum am_mailbox_end
mails_list(const struct am_host *host, struct am_call *call,
	   struct am_mailbox_session *s, uint32_t after_uid, int64_t since_utc,
	   struct am_mailbox_list *out)
{
	struct mailimap_search_key *key;
	clist *list = NULL;
	int r;

	*out = (struct am_mailbox_list){ 0 };
	if (after_uid == UINT32_MAX)
		return AM_MAILBOX_OK;
	key = make_key(after_uid, since_utc);
	if (key == NULL)
		return session_fail(s, AM_MAILBOX_LOST, "no memory");
	guard_expect(&s->guard, LIST_BYTES_MAX, 0, LIST_BYTES_MAX);
	r = mailimap_uid_search(s->imap, NULL, key, &list);
	mailimap_search_key_free(key);
	if (session_judge(s, r, "SEARCH") != AM_MAILBOX_OK)
		return s->end;
	if (list == NULL)
		return AM_MAILBOX_OK;
	take_numbers(host, call, list, after_uid, out);
	mailimap_search_result_free(list);
	return AM_MAILBOX_OK;
}

static struct mailimap_fetch_type *
make_wish(uint32_t offset)
{
	struct mailimap_fetch_type *wish =
		mailimap_fetch_type_new_fetch_att_list_empty();

	if (wish == NULL)
		return NULL;
	(void)mailimap_fetch_type_new_fetch_att_list_add(
		wish, mailimap_fetch_att_new_uid());
	(void)mailimap_fetch_type_new_fetch_att_list_add(
		wish, mailimap_fetch_att_new_internaldate());
	(void)mailimap_fetch_type_new_fetch_att_list_add(
		wish, mailimap_fetch_att_new_body_peek_section_partial(
			      mailimap_section_new(NULL), offset, PIECE_BYTES));
	return wish;
}

struct piece {
	uint32_t uid;
	int64_t arrived_utc;
	const struct mailimap_msg_att_body_section *body;
};

/* The zone is hhmm as a decimal number. */
static int64_t
utc_of(const struct mailimap_date_time *d)
{
	const struct am_civil civil = { d->dt_year, d->dt_month, d->dt_day,
					d->dt_hour, d->dt_min,   d->dt_sec };
	int64_t utc = am_civil_to_utc(&civil);

	if (utc == AM_NO_TIME || d->dt_zone < -2400 || d->dt_zone > 2400)
		return AM_NO_TIME;
	return utc - (d->dt_zone / 100 * 3600 + d->dt_zone % 100 * 60);
}

static void
read_item(const struct mailimap_msg_att_item *item, struct piece *out)
{
	const struct mailimap_msg_att_static *att;

	if (item->att_type != MAILIMAP_MSG_ATT_ITEM_STATIC)
		return;
	att = item->att_data.att_static;
	if (att->att_type == MAILIMAP_MSG_ATT_UID)
		out->uid = att->att_data.att_uid;
	else if (att->att_type == MAILIMAP_MSG_ATT_INTERNALDATE &&
		 att->att_data.att_internal_date != NULL)
		out->arrived_utc = utc_of(att->att_data.att_internal_date);
	else if (att->att_type == MAILIMAP_MSG_ATT_BODY_SECTION)
		out->body = att->att_data.att_body_section;
}

/* The server may speak of other mails in between, of their flags mostly. */
static bool
find_piece(const clist *answers, uint32_t uid, uint32_t offset,
	   struct piece *out)
{
	clistiter *i;
	clistiter *k;

	for (i = clist_begin(answers); i != NULL; i = clist_next(i)) {
		const struct mailimap_msg_att *att = clist_content(i);
		struct piece piece = { .arrived_utc = AM_NO_TIME };

		for (k = clist_begin(att->att_list); k != NULL;
		     k = clist_next(k))
			read_item(clist_content(k), &piece);
		if (piece.uid != uid || piece.body == NULL ||
		    piece.body->sec_length > PIECE_BYTES ||
		    piece.body->sec_origin_octet != offset)
			continue;
		*out = piece;
		return true;
	}
	return false;
}

/* *n: bytes of the piece; fewer than were asked for are the last ones. */
static enum am_mailbox_end
fetch_piece(struct am_mailbox_session *s, uint32_t uid, uint32_t offset,
	    const struct mails_sink *sink, int64_t *arrived_utc, size_t *n)
{
	struct mailimap_set *set = mailimap_set_new_single(uid);
	struct mailimap_fetch_type *wish = make_wish(offset);
	enum am_mailbox_end end;
	clist *answers = NULL;
	struct piece piece;
	int r;

	if (set == NULL || wish == NULL)
		return session_fail(s, AM_MAILBOX_LOST, "no memory");
	guard_expect(&s->guard, 64U << 10, PIECE_BYTES,
		     (uint64_t)2 * PIECE_BYTES);
	r = mailimap_uid_fetch(s->imap, set, wish, &answers);
	mailimap_set_free(set);
	mailimap_fetch_type_free(wish);
	/* libetpan freed them then, and leaves the pointer */
	if (r != MAILIMAP_NO_ERROR)
		answers = NULL;
	/* "NO": of mails that the server itself cannot read */
	if (r == MAILIMAP_ERROR_UID_FETCH && s->end == AM_MAILBOX_OK)
		end = AM_MAILBOX_PASSED;
	else
		end = session_judge(s, r, "FETCH");
	if (end == AM_MAILBOX_OK && answers != NULL &&
	    find_piece(answers, uid, offset, &piece)) {
		*arrived_utc = piece.arrived_utc;
		*n = piece.body->sec_body_part != NULL ? piece.body->sec_length
						       : 0; /* NIL */
		if (*n > 0 &&
		    !sink->put(sink->call, piece.body->sec_body_part, *n))
			*n = 0; /* enough */
	} else if (end == AM_MAILBOX_OK) {
		end = AM_MAILBOX_PASSED;
	}
	if (answers != NULL)
		mailimap_fetch_list_free(answers);
	return end;
}

enum am_mailbox_end
mails_fetch(struct am_mailbox_session *s, uint32_t uid,
	    const struct mails_sink *sink, int64_t *arrived_utc)
{
	enum am_mailbox_end end = AM_MAILBOX_OK;
	uint32_t offset = 0;
	size_t n = PIECE_BYTES;

	while (end == AM_MAILBOX_OK && n == PIECE_BYTES &&
	       offset <= UINT32_MAX - PIECE_BYTES) {
		end = fetch_piece(s, uid, offset, sink, arrived_utc, &n);
		offset += (uint32_t)n;
	}
	return end;
}
