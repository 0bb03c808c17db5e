/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <strings.h>

#include "ops.h"

static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvw"
			     "xyz0123456789+,";

/* One character of UTF-8, 0 at the end, -1 when it is none. */
static long
next_character(const unsigned char **at)
{
	const unsigned char *p = *at;
	long c = p[0];
	int more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;

	if ((c >= 0x80 && c < 0xc2) || c > 0xf4)
		return -1;
	if (more > 0)
		c &= 0x3f >> more;
	for (int i = 1; i <= more; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (p[i] & 0x3f);
	}
	*at = p + 1 + more;
	return c;
}

struct utf7 {
	char *out;
	unsigned long bits;
	int n_bits;
	bool is_inside; /* of "&...-" */
};

static void
put_unit(struct utf7 *u, unsigned long unit)
{
	if (!u->is_inside)
		*u->out++ = '&';
	u->is_inside = true;
	u->bits = (u->bits << 16 | unit) & 0x3fffff;
	u->n_bits += 16;
	while (u->n_bits >= 6) {
		u->n_bits -= 6;
		*u->out++ = base64[u->bits >> u->n_bits & 63];
	}
}

static void
end_units(struct utf7 *u)
{
	if (!u->is_inside)
		return;
	if (u->n_bits > 0)
		*u->out++ = base64[u->bits << (6 - u->n_bits) & 63];
	*u->out++ = '-';
	*u = (struct utf7){ .out = u->out };
}

char *
folder_encode(const char *utf8)
{
	const unsigned char *at = (const unsigned char *)utf8;
	struct utf7 u = { 0 };
	bool is_ascii = true;
	char *name;
	long c;

	for (const char *p = utf8; *p != '\0'; p++)
		is_ascii = is_ascii && *p >= ' ' && *p <= '~';
	if (is_ascii)
		return strdup(utf8);
	/* a character of two bytes takes six by itself: "&AOQ-" */
	name = calloc(4, strlen(utf8) + 2);
	if (name == NULL)
		return NULL;
	u.out = name;
	while ((c = next_character(&at)) > 0) {
		if (c >= ' ' && c <= '~') {
			end_units(&u);
			*u.out++ = (char)c;
			if (c == '&')
				*u.out++ = '-';
		} else if (c < 0x10000) {
			put_unit(&u, (unsigned long)c);
		} else {
			put_unit(&u, 0xd7c0UL + (unsigned long)(c >> 10));
			put_unit(&u, 0xdc00UL + ((unsigned long)c & 0x3ff));
		}
	}
	end_units(&u);
	if (c == 0)
		return name;
	free(name);
	return NULL;
}

static bool
is_marked_sent(const struct mailimap_mailbox_list *box)
{
	clistiter *i;

	if (box->mb_flag == NULL || box->mb_flag->mbf_oflags == NULL)
		return false;
	for (i = clist_begin(box->mb_flag->mbf_oflags); i != NULL;
	     i = clist_next(i)) {
		const struct mailimap_mbx_list_oflag *flag = clist_content(i);

		if (flag->of_type == MAILIMAP_MBX_LIST_OFLAG_FLAG_EXT &&
		    flag->of_flag_ext != NULL &&
		    strcasecmp(flag->of_flag_ext, "Sent") == 0)
			return true;
	}
	return false;
}

/* Of a server that marks nothing (RFC 6154 is not everywhere). */
static bool
is_called_sent(const struct mailimap_mailbox_list *box)
{
	static const char *const names[] = { "Sent", "Sent Items",
					     "Sent Messages", "Sent Mail" };
	const char *last = strrchr(box->mb_name, box->mb_delimiter);
	const char *name =
		last != NULL && *last != '\0' ? last + 1 : box->mb_name;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static const char *
pick_sent(const clist *list)
{
	const char *called = NULL;
	clistiter *i;

	for (i = clist_begin(list); i != NULL; i = clist_next(i)) {
		const struct mailimap_mailbox_list *box = clist_content(i);

		if (box->mb_name == NULL)
			continue;
		if (is_marked_sent(box))
			return box->mb_name;
		if (called == NULL && is_called_sent(box))
			called = box->mb_name;
	}
	return called;
}

enum am_mailbox_end
folder_find_sent(const struct am_host *host, struct am_call *call,
		 struct am_mailbox_session *s, const char **name)
{
	clist *list = NULL;
	const char *found;
	char *copy;
	int r;

	session_expect(s);
	r = mailimap_list(s->imap, "", "*", &list);
	if (session_judge(s, r, "LIST") != AM_MAILBOX_OK)
		return s->end;
	found = list != NULL ? pick_sent(list) : NULL;
	if (found == NULL) {
		(void)session_fail(s, AM_MAILBOX_REFUSED,
				   "%s marks no folder as the one of sent "
				   "mail: name it, sent = \"...\"",
				   s->host);
	} else {
		copy = host->alloc(call, strlen(found) + 1);
		memcpy(copy, found, strlen(found) + 1);
		*name = copy;
	}
	if (list != NULL)
		mailimap_list_result_free(list);
	return s->end;
}

enum am_mailbox_end
folder_open(struct am_mailbox_session *s, const char *name,
	    struct am_mailbox_folder *out)
{
	char *encoded = folder_encode(name);
	int r;

	if (encoded == NULL)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "the name of a folder is not UTF-8");
	session_expect(s);
	r = mailimap_examine(s->imap, encoded);
	free(encoded);
	if (session_judge(s, r, "to open the folder") != AM_MAILBOX_OK)
		return s->end;
	out->uid_validity = s->imap->imap_selection_info->sel_uidvalidity;
	out->uid_next = s->imap->imap_selection_info->sel_uidnext;
	if (out->uid_validity == 0)
		return session_fail(s, AM_MAILBOX_REFUSED,
				    "%s gives no UIDVALIDITY: what was read "
				    "already could not be told from what was "
				    "not",
				    s->host);
	return AM_MAILBOX_OK;
}
