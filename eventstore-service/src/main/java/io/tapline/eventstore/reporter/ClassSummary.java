package io.tapline.eventstore.reporter;

import java.util.List;

/**
 * The sources that are reported for one class.
 *
 * @param eventClass {@code __UNKNOWN__} for events without one
 */
public record ClassSummary(String eventClass, List<SourceSummary> sources) {}
