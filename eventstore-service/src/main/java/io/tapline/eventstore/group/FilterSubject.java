package io.tapline.eventstore.group;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.threshold.Outcome;
import java.time.Instant;
import java.util.List;

/**
 * What a filter looks at: an event, perhaps with some of its sources only.
 *
 * @param state whether somebody still has to look after it, as the table names it
 */
public record FilterSubject(
    IdeaMessage idea, Instant storageTime, Outcome outcome, String state) {

  /** The same event as if it had these sources only. */
  public FilterSubject withSources(List<AddressRange> sources) {
    Side all = idea.source();
    return new FilterSubject(
        withSource(new Side(sources, all.ports(), all.types())), storageTime, outcome, state);
  }

  private IdeaMessage withSource(Side source) {
    return new IdeaMessage(
        idea.id(),
        idea.detectTime(),
        idea.categories(),
        idea.description(),
        source,
        idea.target(),
        idea.protocols(),
        idea.detectors(),
        idea.eventClass(),
        idea.severity(),
        idea.resolvedAbuses(),
        idea.inspectionErrors(),
        idea.storageTime(),
        idea.json());
  }
}
