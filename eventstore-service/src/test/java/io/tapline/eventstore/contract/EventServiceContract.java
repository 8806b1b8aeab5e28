package io.tapline.eventstore.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tapline.eventstore.v1.Event;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.GetEventRequest;
import io.tapline.eventstore.v1.InsertEventRequest;
import io.tapline.eventstore.v1.InsertEventResponse;
import io.tapline.eventstore.v1.Outcome;
import io.tapline.eventstore.v1.SearchEventsRequest;
import io.tapline.type.v1.Severity;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every event store keeps to; it may know other events than those of the test. */
public abstract class EventServiceContract {
  private static final String SOURCE = "192.0.2.66";
  private final String word = "contract-" + UUID.randomUUID();

  /** The service under test. */
  protected abstract EventServiceBlockingStub events();

  private static String idea(String id, String minute, String eventClass, String source) {
    return """
    {"Format": "IDEA0", "ID": "%s", "DetectTime": "2026-03-01T12:%s:00Z", "Category": ["Recon.Scanning"],
     "Description": "A scan", "Source": [{"IP4": ["%s"]}], "Target": [{"IP4": ["192.0.2.80"]}],
     "Node": [{"Name": "io.tapline.report"}],
     "_CESNET": {"EventClass": "%s", "EventSeverity": "high"}}"""
        .formatted(id, minute, source, eventClass);
  }

  private InsertEventResponse insert(String idea) {
    return events().insertEvent(InsertEventRequest.newBuilder().setIdeaJson(idea).build());
  }

  private Event insert(String id, String minute, String eventClass, String source) {
    return insert(idea(word + id, minute, eventClass, source)).getEvent();
  }

  private Event get(String id) {
    return events().getEvent(GetEventRequest.newBuilder().setId(id).build());
  }

  @Test
  void an_event_is_read_back_as_it_was_inserted_with_its_columns() {
    String json = idea(word, "00", word.toUpperCase(Locale.ROOT), SOURCE);
    Event event = insert(json).getEvent();
    assertThat(get(word)).isEqualTo(event);
    assertThat(event.getId()).isEqualTo(word);
    assertThat(event.getIdeaJson()).isEqualTo(json);
    assertThat(event.getDescription()).isEqualTo("A scan");
    assertThat(event.getCategoriesList()).containsExactly("Recon.Scanning");
    assertThat(event.getDetectorsList()).containsExactly("io.tapline.report");
    assertThat(event.getSourceAddressesList()).containsExactly(SOURCE);
    assertThat(event.getTargetAddressesList()).containsExactly("192.0.2.80");
    assertThat(event.getEventClass()).as("lower case").isEqualTo(word);
    assertThat(event.getSeverity()).isEqualTo(Severity.SEVERITY_HIGH);
  }

  @Test
  void the_same_id_again_stores_and_decides_nothing() {
    String json = idea(word, "00", word, SOURCE);
    InsertEventResponse first = insert(json);
    InsertEventResponse again = insert(json);
    assertThat(first.getAlreadyStored()).isFalse();
    assertThat(again.getAlreadyStored()).isTrue();
    assertThat(again.getEvent()).isEqualTo(first.getEvent());
    assertThat(insert("-next", "01", word, SOURCE).getDecision().getThresholdedCount())
        .isEqualTo(1);
  }

  @Test
  void the_first_of_a_key_is_new_and_the_next_ones_are_kept_back() {
    Event first = insert("-1", "00", word, SOURCE);
    Event second = insert("-2", "01", word, SOURCE);
    assertThat(first.getDecision().getKey()).isEqualTo(word + "+++" + SOURCE);
    assertThat(second.getDecision().getKey()).isEqualTo(first.getDecision().getKey());
    assertThat(List.of(first, second))
        .extracting(event -> event.getDecision().getOutcome())
        .containsExactly(Outcome.OUTCOME_NEW, Outcome.OUTCOME_THRESHOLDED);
    assertThat(List.of(first, second))
        .extracting(event -> event.getDecision().getReason())
        .doesNotContain("")
        .doesNotHaveDuplicates();
  }

  @Test
  void another_class_and_another_source_are_other_keys() {
    List<Event> events =
        List.of(
            insert("-1", "00", word, SOURCE),
            insert("-2", "01", word + "-other", SOURCE),
            insert("-3", "02", word, "192.0.2.67"));
    assertThat(events)
        .extracting(event -> event.getDecision().getOutcome())
        .containsOnly(Outcome.OUTCOME_NEW);
  }

  @Test
  void an_id_that_was_never_stored_is_not_found() {
    assertThatThrownBy(() -> get(word))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refused -> assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
  }

  @Test
  void a_search_says_the_latest_first() {
    List<String> inserted =
        List.of(
            insert("-1", "00", word, SOURCE).getId(),
            insert("-2", "01", word, SOURCE).getId(),
            insert("-3", "02", word, SOURCE).getId());
    List<String> found =
        events()
            .searchEvents(SearchEventsRequest.newBuilder().addEventClasses(word).build())
            .getEventsList()
            .stream()
            .map(Event::getId)
            .toList();
    assertThat(found).containsExactlyElementsOf(inserted.reversed());
  }
}
