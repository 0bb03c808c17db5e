/* SPDX-License-Identifier: MIT */
#include "watch_wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

struct head {
	uint32_t kind, uid;
	int64_t number;
	uint32_t bytes, zero;
};

static bool
send_all(int fd, struct am_slice bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = am_slice_from(bytes, (size_t)n);
	}
	return true;
}

bool
watch_say(int fd, const struct watch_frame *frame)
{
	struct head head = {
		.kind = frame->kind,
		.uid = frame->uid,
		.number = frame->number,
		.bytes = (uint32_t)frame->text.len,
	};

	return send_all(fd, (struct am_slice){ (const char *)&head,
					       sizeof(head) }) &&
	       send_all(fd, frame->text);
}

enum watch_heard
watch_hear(struct am_slice heard, struct watch_frame *out, size_t *bytes)
{
	struct head head;

	if (heard.len < sizeof(head))
		return WATCH_HEARD_PART;
	memcpy(&head, heard.ptr, sizeof(head));
	if (head.kind < WATCH_OPEN || head.kind > WATCH_FAILED ||
	    head.bytes > WATCH_TEXT_MAX || head.zero != 0)
		return WATCH_HEARD_RUBBISH;
	if (heard.len - sizeof(head) < head.bytes)
		return WATCH_HEARD_PART;
	out->kind = (enum watch_kind)head.kind;
	out->uid = head.uid;
	out->number = head.number;
	out->text =
		am_slice_head(am_slice_from(heard, sizeof(head)), head.bytes);
	*bytes = sizeof(head) + head.bytes;
	return WATCH_HEARD_ONE;
}
