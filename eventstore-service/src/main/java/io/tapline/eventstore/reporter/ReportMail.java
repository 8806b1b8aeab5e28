package io.tapline.eventstore.reporter;

import java.util.List;

/**
 * A report on its way to people.
 *
 * @param label of the report; the same label is the same mail
 * @param to at least one address
 */
public record ReportMail(
    String label, List<String> to, String subject, String text, List<ReportFile> files) {}
