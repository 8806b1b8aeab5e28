package io.tapline.report.console;

import io.tapline.eventstore.v1.EventQuery;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.report.IntervalMessages;
import io.tapline.report.log.Scope;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Which events are asked for; every condition must match.
 *
 * @param host an address or prefix among the sources or targets; empty = any
 * @param severities any of them, separated by commas; empty = all, as in the next three
 * @param text a part of the description; empty = any
 */
record EventQuestion(
    Scope scope,
    String host,
    String severities,
    String outcomes,
    String states,
    String classes,
    String text) {

  SearchEventsRequest.Builder request() {
    EventQuery.Builder query = EventQuery.newBuilder();
    each(severities, query::addSeverities);
    each(outcomes, query::addOutcomes);
    each(states, query::addStates);
    each(classes, query::addClasses);
    query.setDescriptionContains(text);
    return SearchEventsRequest.newBuilder()
        .setInterval(IntervalMessages.interval(scope.start(), scope.end()))
        .setHost(host)
        .setQuery(query);
  }

  private static void each(String list, Consumer<String> add) {
    Arrays.stream(list.split(",", -1)).filter(one -> !one.isEmpty()).forEach(add);
  }
}
