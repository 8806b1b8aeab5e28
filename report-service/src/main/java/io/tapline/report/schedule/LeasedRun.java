package io.tapline.report.schedule;

import io.tapline.report.document.Document;
import org.jspecify.annotations.Nullable;

/**
 * A run that one replica may work on until its lease ends.
 *
 * @param takenOver whether another one had it, whose lease has ended
 * @param document that an earlier attempt made; null: none did
 */
record LeasedRun(
    Run run, Schedule schedule, String lease, boolean takenOver, @Nullable Document document) {}
