package io.tapline.cli.events;

import io.tapline.cli.output.Column;
import io.tapline.cli.output.EnumWord;
import io.tapline.cli.time.Times;
import io.tapline.eventstore.v1.AbuseGroup;
import io.tapline.eventstore.v1.ReportRecipients;
import io.tapline.eventstore.v1.ReportSettings;
import io.tapline.eventstore.v1.ReportTiming;
import io.tapline.type.v1.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups as rows. */
final class GroupText {
  private GroupText() {}

  static List<Column<AbuseGroup>> columns() {
    return List.of(
        Column.text("name", AbuseGroup::getName),
        Column.flag("disabled", AbuseGroup::getDisabled),
        Column.text("networks", group -> String.join(" ", group.getNetworksList())),
        setting("mode", settings -> EnumWord.of(settings.getMode())),
        setting("attachments", settings -> EnumWord.of(settings.getAttachments())),
        setting("recipients", GroupText::recipients),
        setting("redirect_to", settings -> String.join(" ", settings.getRedirectToList()))
            .asOptional(),
        setting("timings", GroupText::timings).asOptional(),
        Column.flag("report_info", group -> group.getSettings().getReportInfo()),
        Column.flag("mute", group -> group.getSettings().getMute()),
        Column.flag("compress", group -> group.getSettings().getCompress()),
        Column.bytes("max_attachment_bytes", group -> group.getSettings().getMaxAttachmentBytes()),
        setting("locale", ReportSettings::getLocale),
        setting("time_zone", ReportSettings::getTimeZone));
  }

  private static Column<AbuseGroup> setting(String name, Function<ReportSettings, String> value) {
    return Column.text(name, group -> value.apply(group.getSettings()));
  }

  private static String recipients(ReportSettings settings) {
    return settings.getRecipientsList().stream()
        .flatMap(entry -> entry.getAddressesList().stream().map(address -> prefix(entry) + address))
        .collect(Collectors.joining(" "));
  }

  private static String prefix(ReportRecipients entry) {
    return entry.getSeverity() == Severity.SEVERITY_UNSPECIFIED
        ? ""
        : EventText.severity(entry.getSeverity()) + "=";
  }

  private static String timings(ReportSettings settings) {
    return settings.getTimingsList().stream()
        .map(GroupText::timing)
        .collect(Collectors.joining(" "));
  }

  private static String timing(ReportTiming timing) {
    return "%s=%s/%s/%s"
        .formatted(
            EventText.severity(timing.getSeverity()),
            width(timing.getPeriod()),
            width(timing.getThreshold()),
            width(timing.getRelapse()));
  }

  private static String width(com.google.protobuf.Duration width) {
    Duration duration = Times.duration(width);
    return duration.isZero() ? "-" : duration.toString();
  }
}
