package io.tapline.eventstore.reporting;

import static io.tapline.eventstore.Reason.INVALID_REPORT_FILTER;

import com.google.protobuf.Timestamp;
import io.tapline.eventstore.Reason;
import io.tapline.eventstore.group.FilterRuleMessages;
import io.tapline.eventstore.group.ReportFilter;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.rpc.NamedPages;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes messages of filters. */
final class FilterMessages {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_COMMENT_BYTES = 1_000;

  /** By group, then by name, which has no space; a token takes no NUL. */
  static final NamedPages<ReportFilter> PAGES =
      new NamedPages<>("filters", filter -> filter.group() + ' ' + filter.name(), Reason.PAGES);

  private FilterMessages() {}

  /**
   * @throws io.tapline.rpc.Refusal INVALID_REPORT_FILTER, and those of a query
   */
  static ReportFilter filter(
      io.tapline.eventstore.v1.ReportFilter message, FilterRuleMessages rules) {
    check(
        NAME.matcher(message.getName()).matches(),
        "name",
        "must be 1 to 64 of A-Z, a-z, 0-9, dot, underscore and hyphen");
    @Nullable Instant from =
        message.hasValidFromTime() ? time("valid_from_time", message.getValidFromTime()) : null;
    @Nullable Instant to =
        message.hasValidToTime() ? time("valid_to_time", message.getValidToTime()) : null;
    check(
        from == null || to == null || from.isBefore(to), "valid_to_time", "is not after its start");
    return new ReportFilter(
        message.getGroup().replace('\0', '\uFFFD'),
        message.getName(),
        message.getDisabled(),
        from,
        to,
        rules.rule(message.getRule()),
        comment(message.getComment()),
        0,
        null);
  }

  private static String comment(String comment) {
    check(
        comment.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMENT_BYTES
            && comment.indexOf('\0') < 0,
        "comment",
        "must have at most %d bytes and no null character".formatted(MAX_COMMENT_BYTES));
    return comment;
  }

  private static Instant time(String field, Timestamp time) {
    check(Timestamps.isValid(time), field, "is not a valid timestamp");
    return Timestamps.instant(time).truncatedTo(ChronoUnit.MICROS);
  }

  private static void check(boolean holds, String field, String why) {
    if (!holds) {
      throw QueryRequests.invalid(INVALID_REPORT_FILTER, "filter." + field, why);
    }
  }

  static io.tapline.eventstore.v1.ReportFilter message(ReportFilter filter) {
    io.tapline.eventstore.v1.ReportFilter.Builder message =
        io.tapline.eventstore.v1.ReportFilter.newBuilder()
            .setGroup(filter.group())
            .setName(filter.name())
            .setDisabled(filter.disabled())
            .setRule(FilterRuleMessages.message(filter.rule()))
            .setComment(filter.comment())
            .setHitCount(filter.hits());
    if (filter.validFrom() != null) {
      message.setValidFromTime(Timestamps.timestamp(filter.validFrom()));
    }
    if (filter.validTo() != null) {
      message.setValidToTime(Timestamps.timestamp(filter.validTo()));
    }
    if (filter.lastHit() != null) {
      message.setLastHitTime(Timestamps.timestamp(filter.lastHit()));
    }
    return message.build();
  }
}
