package io.tapline.eventstore.group;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tapline.eventstore.query.QueryRequests;
import io.tapline.eventstore.v1.EventQuery;

/** Rules of filters as messages and as bytes; the only place that knows both. */
public final class FilterRuleMessages {
  private final QueryRequests queries;

  public FilterRuleMessages(QueryRequests queries) {
    this.queries = queries;
  }

  /**
   * Validates a rule.
   *
   * @throws io.tapline.rpc.Refusal as {@link QueryRequests#restricting}
   */
  public ReportFilter.Rule rule(EventQuery message) {
    EventQuery rule = message.toBuilder().clearName().build();
    return new ReportFilter.Rule(queries.restricting(rule), rule.toByteArray());
  }

  public static EventQuery message(ReportFilter.Rule rule) {
    return parse(rule.stored());
  }

  /** A rule that the table holds; fields of a newer program match nothing by accident. */
  public io.tapline.eventstore.query.EventQuery query(byte[] stored) {
    return queries.restricting(parse(stored));
  }

  private static EventQuery parse(byte[] stored) {
    try {
      return EventQuery.parseFrom(stored);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a rule that this program did not write", e);
    }
  }
}
