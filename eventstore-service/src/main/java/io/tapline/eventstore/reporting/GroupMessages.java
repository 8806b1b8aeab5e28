package io.tapline.eventstore.reporting;

import static io.tapline.eventstore.Reason.INVALID_GROUP;

import com.google.protobuf.util.Durations;
import io.tapline.eventstore.group.AbuseGroup;
import io.tapline.eventstore.group.AttachmentKinds;
import io.tapline.eventstore.group.GroupSettings;
import io.tapline.eventstore.group.GroupStore;
import io.tapline.eventstore.group.GroupTiming;
import io.tapline.eventstore.group.ReportLanguage;
import io.tapline.eventstore.group.ReportMode;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.mail.MailAddress;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.ReportAttachments;
import io.tapline.eventstore.v1.ReportRecipients;
import io.tapline.eventstore.v1.ReportSettings;
import io.tapline.eventstore.v1.ReportTiming;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads and writes messages of groups. */
final class GroupMessages {
  private static final int MAX_NAME_BYTES = 256;
  private static final int MAX_ADDRESSES = 20;
  private static final long MAX_ATTACHMENT_BYTES = 10L << 20;
  private static final Duration LONGEST = Duration.ofDays(400);

  private GroupMessages() {}

  /**
   * @throws Refusal INVALID_GROUP, INVALID_ADDRESS
   */
  static AbuseGroup group(io.tapline.eventstore.v1.AbuseGroup message) {
    return new AbuseGroup(
        name(message.getName()),
        message.getDisabled(),
        networks(message.getNetworksList()),
        settings(message.getSettings()));
  }

  private static String name(String name) {
    check(
        !name.isEmpty()
            && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
            && name.chars().noneMatch(c -> c <= ' ' || Character.isISOControl(c)),
        "name",
        "must be 1 to %d bytes without blanks and control characters".formatted(MAX_NAME_BYTES));
    return name;
  }

  private static List<AddressRange> networks(List<String> texts) {
    check(
        texts.size() <= GroupStore.MAX_NETWORKS,
        "networks",
        "has more than %d values".formatted(GroupStore.MAX_NETWORKS));
    List<AddressRange> networks = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      AddressRange network = QueryRequests.address("group.networks[%d]".formatted(i), texts.get(i));
      check(
          seen.add(List.of(network.low(), network.high())),
          "networks",
          "has %s twice".formatted(texts.get(i)));
      networks.add(network);
    }
    return networks;
  }

  private static GroupSettings settings(ReportSettings message) {
    return new GroupSettings(
        mode(message.getMode()),
        kinds(message.getAttachments()),
        timings(message.getTimingsList()),
        message.getReportInfo(),
        message.getMute(),
        addresses("settings.redirect_to", message.getRedirectToList()),
        message.getCompress(),
        attachmentBytes(message.getMaxAttachmentBytes()),
        recipients(message.getRecipientsList()),
        language(message.getLocale()),
        zone(message.getTimeZone()));
  }

  private static ReportMode mode(io.tapline.eventstore.v1.ReportMode mode) {
    return switch (mode) {
      case REPORT_MODE_UNSPECIFIED, REPORT_MODE_SUMMARY -> ReportMode.SUMMARY;
      case REPORT_MODE_EXTRA -> ReportMode.EXTRA;
      case REPORT_MODE_BOTH -> ReportMode.BOTH;
      case REPORT_MODE_NONE -> ReportMode.NONE;
      case UNRECOGNIZED -> throw refuse("settings.mode", "is no mode");
    };
  }

  private static AttachmentKinds kinds(ReportAttachments kinds) {
    return switch (kinds) {
      case REPORT_ATTACHMENTS_UNSPECIFIED, REPORT_ATTACHMENTS_JSON -> AttachmentKinds.JSON;
      case REPORT_ATTACHMENTS_CSV -> AttachmentKinds.CSV;
      case REPORT_ATTACHMENTS_ALL -> AttachmentKinds.ALL;
      case REPORT_ATTACHMENTS_NONE -> AttachmentKinds.NONE;
      case UNRECOGNIZED -> throw refuse("settings.attachments", "is no kind of files");
    };
  }

  private static Map<Severity, GroupTiming> timings(List<ReportTiming> messages) {
    Map<Severity, GroupTiming> timings = new EnumMap<>(Severity.class);
    for (ReportTiming message : messages) {
      Severity severity =
          SeverityMessages.required(INVALID_GROUP, "group.settings.timings", message.getSeverity());
      check(
          timings.put(severity, timing(message)) == null,
          "settings.timings",
          "has a severity twice");
    }
    return timings;
  }

  private static GroupTiming timing(ReportTiming message) {
    GroupTiming timing =
        new GroupTiming(
            duration("period", message.getPeriod()),
            duration("threshold", message.getThreshold()),
            duration("relapse", message.getRelapse()));
    check(
        timing.threshold().isZero() || timing.relapse().compareTo(timing.threshold()) <= 0,
        "settings.timings.relapse",
        "must not be longer than threshold");
    return timing;
  }

  private static Duration duration(String field, com.google.protobuf.Duration message) {
    String name = "settings.timings." + field;
    check(Durations.isValid(message), name, "is not a valid duration");
    Duration value = Timestamps.duration(message).truncatedTo(ChronoUnit.MICROS);
    check(
        !value.isNegative() && value.compareTo(LONGEST) <= 0,
        name,
        "must be between 0 and %d days".formatted(LONGEST.toDays()));
    return value;
  }

  private static List<String> addresses(String field, List<String> addresses) {
    check(
        addresses.size() <= MAX_ADDRESSES,
        field,
        "has more than %d values".formatted(MAX_ADDRESSES));
    check(
        addresses.stream().allMatch(MailAddress::isValid),
        field,
        "has a value that is no mail address");
    return addresses;
  }

  private static long attachmentBytes(long bytes) {
    check(
        bytes >= 0 && bytes <= MAX_ATTACHMENT_BYTES,
        "settings.max_attachment_bytes",
        "must be between 0 (for %d) and %d"
            .formatted(GroupSettings.STANDARD_ATTACHMENT_BYTES, MAX_ATTACHMENT_BYTES));
    return bytes == 0 ? GroupSettings.STANDARD_ATTACHMENT_BYTES : bytes;
  }

  private static Map<Severity, List<String>> recipients(List<ReportRecipients> messages) {
    String field = "settings.recipients";
    Map<Severity, List<String>> recipients = new EnumMap<>(Severity.class);
    for (ReportRecipients message : messages) {
      check(message.getAddressesCount() > 0, field, "has an entry without addresses");
      Severity severity =
          SeverityMessages.optional(INVALID_GROUP, "group." + field, message.getSeverity());
      check(
          recipients.put(severity, addresses(field, message.getAddressesList())) == null,
          field,
          "has a severity twice");
    }
    return recipients;
  }

  private static ReportLanguage language(String locale) {
    return switch (locale) {
      case "", "en" -> ReportLanguage.EN;
      case "cs" -> ReportLanguage.CS;
      default -> throw refuse("settings.locale", "must be en or cs");
    };
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      throw refuse("settings.time_zone", "is no time zone such as Europe/Prague");
    }
  }

  private static void check(boolean holds, String field, String why) {
    if (!holds) {
      throw refuse(field, why);
    }
  }

  private static Refusal refuse(String field, String why) {
    return QueryRequests.invalid(INVALID_GROUP, "group." + field, why);
  }

  static io.tapline.eventstore.v1.AbuseGroup message(AbuseGroup group) {
    return io.tapline.eventstore.v1.AbuseGroup.newBuilder()
        .setName(group.name())
        .setDisabled(group.disabled())
        .addAllNetworks(group.networks().stream().map(AddressRange::text).toList())
        .setSettings(message(group.settings()))
        .build();
  }

  private static ReportSettings message(GroupSettings settings) {
    return ReportSettings.newBuilder()
        .setMode(io.tapline.eventstore.v1.ReportMode.valueOf("REPORT_MODE_" + settings.mode()))
        .setAttachments(ReportAttachments.valueOf("REPORT_ATTACHMENTS_" + settings.attachments()))
        .addAllTimings(
            settings.timings().keySet().stream()
                .sorted()
                .map(severity -> message(severity, settings.timing(severity)))
                .toList())
        .setReportInfo(settings.reportInfo())
        .setMute(settings.mute())
        .addAllRedirectTo(settings.redirectTo())
        .setCompress(settings.compress())
        .setMaxAttachmentBytes(settings.maxAttachmentBytes())
        .addAllRecipients(recipients(settings))
        .setLocale(settings.language().name().toLowerCase(Locale.ROOT))
        .setTimeZone(settings.zone().getId().equals("Z") ? "UTC" : settings.zone().getId())
        .build();
  }

  private static ReportTiming message(Severity severity, GroupTiming timing) {
    ReportTiming.Builder message =
        ReportTiming.newBuilder().setSeverity(SeverityMessages.message(severity));
    set(timing.period(), message::setPeriod);
    set(timing.threshold(), message::setThreshold);
    set(timing.relapse(), message::setRelapse);
    return message.build();
  }

  private static void set(Duration duration, Consumer<com.google.protobuf.Duration> setter) {
    if (!duration.isZero()) {
      setter.accept(Timestamps.duration(duration));
    }
  }

  private static List<ReportRecipients> recipients(GroupSettings settings) {
    return settings.recipients().keySet().stream()
        .sorted()
        .map(
            severity ->
                ReportRecipients.newBuilder()
                    .setSeverity(SeverityMessages.message(severity))
                    .addAllAddresses(settings.recipients().getOrDefault(severity, List.of()))
                    .build())
        .toList();
  }
}
