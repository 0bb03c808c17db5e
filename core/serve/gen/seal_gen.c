/* SPDX-License-Identifier: MIT
 *
 * Runs at build time: asks libseccomp for the judge's filter and prints it as
 * a C array. Doing that in each judge would cost 0.13 ms a mail.
 *
 * The shipped filter kills the process for everything that is not named here.
 * The sanitizers read files, start threads and print, so their builds get a
 * filter that only forbids what a taken-over judge would want most. */
#include <errno.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/filter.h>

/* Where the judge's only descriptor lies; see seal.h. */
#define JUDGE_FD 3

static void
rule(scmp_filter_ctx ctx, uint32_t action, int syscall_number)
{
	if (seccomp_rule_add(ctx, action, syscall_number, 0) != 0)
		exit(EXIT_FAILURE);
}

static void
only_on_fd(scmp_filter_ctx ctx, int syscall_number)
{
	if (seccomp_rule_add(ctx, SCMP_ACT_ALLOW, syscall_number, 1,
			     SCMP_A0(SCMP_CMP_EQ, JUDGE_FD)) != 0)
		exit(EXIT_FAILURE);
}

static scmp_filter_ctx
strict(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int bad = 0;

	if (ctx == NULL)
		exit(EXIT_FAILURE);
	only_on_fd(ctx, SCMP_SYS(read));
	only_on_fd(ctx, SCMP_SYS(write));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(exit));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(exit_group));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(brk));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(munmap));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mremap));
	rule(ctx, SCMP_ACT_ALLOW, SCMP_SYS(madvise));
	/* anonymous memory, never executable */
	bad |= seccomp_rule_add(
		ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
		SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
	bad |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (bad != 0)
		exit(EXIT_FAILURE);
	/* qsort(3) asks how much memory there is; Lua seeds its hashes from
	 * the clock where the kernel gives no vdso for it */
	rule(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(sysinfo));
	rule(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(getrandom));
	rule(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clock_gettime));
	rule(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(gettimeofday));
	rule(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(time));
	return ctx;
}

/* For the reader of a mailbox, see am_seal_socket(). */
static scmp_filter_ctx
talking(void)
{
	static const int allowed[] = {
		SCMP_SYS(read),
		SCMP_SYS(write),
		SCMP_SYS(readv),
		SCMP_SYS(writev),
		SCMP_SYS(recvfrom),
		SCMP_SYS(recvmsg),
		SCMP_SYS(sendto),
		SCMP_SYS(sendmsg),
		SCMP_SYS(poll),
		SCMP_SYS(ppoll),
		SCMP_SYS(select),
		SCMP_SYS(pselect6),
		SCMP_SYS(shutdown),
		SCMP_SYS(close),
		SCMP_SYS(brk),
		SCMP_SYS(munmap),
		SCMP_SYS(mremap),
		SCMP_SYS(madvise),
		SCMP_SYS(futex),
		SCMP_SYS(getpid),
		SCMP_SYS(time),
		SCMP_SYS(gettimeofday),
		SCMP_SYS(getrandom),
		SCMP_SYS(clock_gettime),
		SCMP_SYS(exit),
		SCMP_SYS(clock_nanosleep),
		SCMP_SYS(exit_group),
		SCMP_SYS(rt_sigreturn),
		SCMP_SYS(restart_syscall),
	};
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int bad = 0;

	if (ctx == NULL)
		exit(EXIT_FAILURE);
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		rule(ctx, SCMP_ACT_ALLOW, allowed[i]);
	bad |= seccomp_rule_add(
		ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
		SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
		SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
	bad |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (bad != 0)
		exit(EXIT_FAILURE);
	return ctx;
}

static scmp_filter_ctx
wide(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);

	if (ctx == NULL)
		exit(EXIT_FAILURE);
	rule(ctx, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execve));
	rule(ctx, SCMP_ACT_KILL_PROCESS, SCMP_SYS(execveat));
	rule(ctx, SCMP_ACT_KILL_PROCESS, SCMP_SYS(socket));
	rule(ctx, SCMP_ACT_KILL_PROCESS, SCMP_SYS(connect));
	return ctx;
}

int
main(int argc, char **argv)
{
	scmp_filter_ctx ctx;
	struct sock_filter insn;
	FILE *bpf = tmpfile();

	if (bpf == NULL || argc != 2)
		return EXIT_FAILURE;
	if (strcmp(argv[1], "wide") == 0)
		ctx = wide();
	else
		ctx = strcmp(argv[1], "talking") == 0 ? talking() : strict();
	if (seccomp_export_bpf(ctx, fileno(bpf)) != 0)
		return EXIT_FAILURE;
	seccomp_release(ctx);
	rewind(bpf);
	puts("/* made by seal_gen */");
	while (fread(&insn, sizeof(insn), 1, bpf) == 1)
		printf("{ 0x%04x, %u, %u, 0x%08xU },\n", (unsigned)insn.code,
		       (unsigned)insn.jt, (unsigned)insn.jf, insn.k);
	return ferror(bpf) || fclose(bpf) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
