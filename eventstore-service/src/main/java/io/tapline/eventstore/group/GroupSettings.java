package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.Severity;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * What is reported to a group, and how.
 *
 * @param timings of severities that differ from the standard
 * @param reportInfo whether events of severity info are reported, too
 * @param mute whether reports are made, but not sent
 * @param redirectTo who is sent reports instead of the recipients; empty: nobody is
 * @param compress whether each file is in a ZIP archive
 * @param maxAttachmentBytes of a file before compression
 * @param recipients by severity; UNSPECIFIED: of those without an entry
 */
public record GroupSettings(
    ReportMode mode,
    AttachmentKinds attachments,
    Map<Severity, GroupTiming> timings,
    boolean reportInfo,
    boolean mute,
    List<String> redirectTo,
    boolean compress,
    long maxAttachmentBytes,
    Map<Severity, List<String>> recipients,
    ReportLanguage language,
    ZoneId zone) {
  public static final long STANDARD_ATTACHMENT_BYTES = 10L << 20;

  public static final GroupSettings STANDARD =
      new GroupSettings(
          ReportMode.SUMMARY,
          AttachmentKinds.JSON,
          Map.of(),
          false,
          false,
          List.of(),
          false,
          STANDARD_ATTACHMENT_BYTES,
          Map.of(),
          ReportLanguage.EN,
          ZoneOffset.UTC);

  public GroupSettings {
    timings = Map.copyOf(timings);
    redirectTo = List.copyOf(redirectTo);
    recipients = Map.copyOf(recipients);
  }

  /** Events without a severity are reported to nobody, as Mentat's are. */
  public boolean reports(Severity severity) {
    return switch (severity) {
      case UNSPECIFIED -> false;
      case INFO -> reportInfo;
      case LOW, MEDIUM, HIGH, CRITICAL -> true;
    };
  }

  public GroupTiming timing(Severity severity) {
    return timings.getOrDefault(severity, GroupTiming.STANDARD);
  }
}
