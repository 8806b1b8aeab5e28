/**
 * What leaves the log, and when. Days of the log leave whole, oldest first: by age, by the bytes of
 * all segments, and so that the file system of the database keeps a reserve of free space. Age
 * counts from the day on which a connection was written to the log, so an old capture that was
 * imported today is as new as today's traffic.
 *
 * <p>Before days leave for free space, the derived files on the same file system go: host copies,
 * then cached segments. Open connections never leave, nor does anything that is not in the log yet.
 * What left is in the table {@code flowlog.retention}, and answers whose interval it touches say
 * so.
 *
 * <p>{@link io.tapline.flowlog.retention.RetentionPolicy} decides, {@link
 * io.tapline.flowlog.retention.RetentionStore} drops in one transaction a day, {@link
 * io.tapline.flowlog.retention.RetentionLoop} does so now and then in every replica. Free space is
 * only known where the directory of the database is (all-in-one); elsewhere set the limit of bytes.
 */
@NullMarked
package io.tapline.flowlog.retention;

import org.jspecify.annotations.NullMarked;
