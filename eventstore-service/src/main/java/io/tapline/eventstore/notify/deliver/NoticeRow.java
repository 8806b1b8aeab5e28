package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.notify.Notice;

/**
 * A notice that this replica alone may send for now.
 *
 * @param attempts this one included
 */
record NoticeRow(long id, Notice notice, int attempts, String lease) {}
