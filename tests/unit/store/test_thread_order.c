/* SPDX-License-Identifier: MIT
 *
 * The order of arrival does not count, and the conversations that come out are
 * what a slow search over all pairs of mails says. */
#include <string.h>

#include "db.h"
#include "journal_fixture.h"

#define WORLDS    100
#define THREADS   25 /* in a world */
#define MAILS     100
#define CUSTOMERS 4
#define IDS       6

struct mail {
	char ids[IDS][8]; /* its own, then what it names */
	int n_ids;
	int customer, thread, label;
	bool is_out, is_lost;
};

struct world {
	struct mail mails[MAILS];
	int count;
};

static int
below(unsigned int *dice, int limit)
{
	*dice = *dice * 1103515245U + 12345U;
	return (int)((*dice >> 8) % (unsigned int)limit);
}

static void
name(struct mail *m, int id)
{
	(void)snprintf(m->ids[m->n_ids++], sizeof(m->ids[0]), "m%d", id);
}

/* Threads of one customer each, with mails that never come and references to
 * other threads, true and false ones. */
static void
make_world(unsigned int *dice, struct world *w)
{
	int thread = 0;
	int first = 0;
	int customer = 0;

	for (w->count = 0; w->count < MAILS; w->count++) {
		struct mail *m = &w->mails[w->count];
		int parent = -1;

		if (w->count > 0 && below(dice, MAILS / THREADS) == 0) {
			thread++;
			first = w->count;
			customer = below(dice, CUSTOMERS);
		}
		if (w->count > first && below(dice, 12) > 0)
			parent = first + below(dice, w->count - first);
		*m = (struct mail){ .customer = customer,
				    .thread = thread,
				    .is_out = below(dice, 3) == 0,
				    .is_lost = below(dice, 4) == 0 };
		name(m, w->count);
		if (parent >= 0 && below(dice, 5) == 0)
			name(m, below(dice, w->count)); /* perhaps a lie */
		if (parent > first && below(dice, 2) == 0)
			name(m, first);
		if (parent >= 0)
			name(m, parent);
	}
}

static bool
share_id(const struct mail *a, const struct mail *b)
{
	for (int i = 0; i < a->n_ids; i++)
		for (int k = 0; k < b->n_ids; k++)
			if (strcmp(a->ids[i], b->ids[k]) == 0)
				return true;
	return false;
}

static void
label(struct world *w)
{
	bool has_changed = true;

	for (int i = 0; i < w->count; i++)
		w->mails[i].label = i;
	while (has_changed) {
		has_changed = false;
		for (int i = 0; i < w->count * w->count; i++) {
			struct mail *a = &w->mails[i / w->count];
			struct mail *b = &w->mails[i % w->count];

			if (a->is_lost || b->is_lost ||
			    a->customer != b->customer ||
			    a->label <= b->label || !share_id(a, b))
				continue;
			a->label = b->label;
			has_changed = true;
		}
	}
}

static void
deliver(const struct mail *m)
{
	char refs[64] = "";
	char who[8];

	for (int i = 1; i < m->n_ids; i++) {
		if (i > 1)
			(void)strncat(refs, " ",
				      sizeof(refs) - strlen(refs) - 1);
		(void)strncat(refs, m->ids[i], sizeof(refs) - strlen(refs) - 1);
	}
	(void)snprintf(who, sizeof(who), "c%d@x", m->customer);
	(void)fx_put((struct fx_mail){ .kind = m->is_out ? AM_EVENT_OUTBOUND
							 : AM_EVENT_INBOUND,
				       .at = 100 + atoi(m->ids[0] + 1),
				       .id = m->ids[0],
				       .refs = refs[0] == '\0' ? NULL : refs,
				       .who = who });
}

static int64_t
conversation_of(const struct mail *m)
{
	sqlite3_stmt *s = NULL;
	int64_t found;

	(void)sqlite3_prepare_v2(fx->db,
				 "SELECT conversation FROM event WHERE at = ?",
				 -1, &s, NULL);
	(void)sqlite3_bind_int(s, 1, 100 + atoi(m->ids[0] + 1));
	ck_assert_int_eq(sqlite3_step(s), SQLITE_ROW);
	found = sqlite3_column_int64(s, 0);
	(void)sqlite3_finalize(s);
	return found;
}

/* The conversations are the labels, one to one. */
static void
check_partition(const struct world *w, int round)
{
	int64_t of_label[MAILS] = { 0 };

	for (int i = 0; i < w->count; i++) {
		const struct mail *m = &w->mails[i];
		int64_t got = m->is_lost ? 0 : conversation_of(m);

		if (m->is_lost)
			continue;
		if (of_label[m->label] == 0) {
			for (int k = 0; k < MAILS; k++)
				ck_assert_msg(of_label[k] != got,
					      "round %d: %s is joined", round,
					      m->ids[0]);
			of_label[m->label] = got;
		}
		ck_assert_msg(of_label[m->label] == got,
			      "round %d: %s is apart", round, m->ids[0]);
	}
}

START_TEST(conversations_are_the_same_in_every_order)
{
	struct world w;
	int order[MAILS];
	unsigned int dice = (unsigned int)_i * 7919U + 17U;

	make_world(&dice, &w);
	label(&w);
	for (int i = 0; i < w.count; i++)
		order[i] = i;
	for (int round = 0; round < 2; round++) {
		FX_OK(am_journal_begin(fx, &fx_err));
		for (int i = 0; i < w.count; i++)
			if (!w.mails[order[i]].is_lost)
				deliver(&w.mails[order[i]]);
		check_partition(&w, round);
		am_journal_rollback(fx);
		for (int i = w.count - 1; i > 0; i--) {
			int k = below(&dice, i + 1);
			int kept = order[i];

			order[i] = order[k];
			order[k] = kept;
		}
	}
}
END_TEST

int
main(void)
{
	TCase *tc = tcase_create("thread_order");

	tcase_set_timeout(tc, 120);
	tcase_add_checked_fixture(tc, fx_setup, fx_teardown);
	tcase_add_loop_test(tc, conversations_are_the_same_in_every_order, 0,
			    WORLDS);
	return unit_main("store", tc);
}
