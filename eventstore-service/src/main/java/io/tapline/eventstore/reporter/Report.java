package io.tapline.eventstore.reporter;

import io.tapline.eventstore.idea.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report.
 *
 * @param summaryLabel of an extra report
 * @param source that an extra report is about; empty for a summary
 * @param mailTo to whom it is sent; empty: to nobody
 */
public record Report(
    String label,
    @Nullable String summaryLabel,
    String group,
    Severity severity,
    String source,
    Instant createTime,
    ReportWindow window,
    String subject,
    String text,
    long events,
    List<String> mailTo,
    List<ReportFile> files,
    List<ClassSummary> classes) {}
