package io.tapline.eventstore.notify.deliver;

import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.notify.channel.Channel;
import io.tapline.eventstore.notify.channel.ChannelBook;
import io.tapline.eventstore.query.EventMatcher;
import io.tapline.eventstore.query.EventQuery;
import io.tapline.eventstore.threshold.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which channels take an event; their filters are compiled once. */
final class ChannelFilters {
  private final Map<Channel, EventMatcher> taking = new LinkedHashMap<>();

  /**
   * @param reader reads the query of a channel
   */
  ChannelFilters(ChannelBook book, Function<byte[], EventQuery> reader) {
    book.all().stream()
        .filter(channel -> !channel.disabled())
        .forEach(
            channel ->
                taking.put(channel, new EventMatcher(reader.apply(channel.filter().query()))));
  }

  boolean isEmpty() {
    return taking.isEmpty();
  }

  List<Channel> of(StoredEvent event, Decision decision) {
    return taking.entrySet().stream()
        .filter(one -> one.getKey().filter().outcomes().contains(decision.outcome()))
        .filter(one -> isUrgent(one.getKey(), event))
        .filter(one -> one.getValue().matches(candidate(event, decision)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isUrgent(Channel channel, StoredEvent event) {
    return event.idea().severity().compareTo(channel.filter().minimum()) >= 0;
  }

  private static EventMatcher.Candidate candidate(StoredEvent event, Decision decision) {
    return new EventMatcher.Candidate(
        event.idea(), event.storageTime(), decision.outcome().name(), event.state().name());
  }
}
