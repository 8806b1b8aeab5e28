package io.tapline.eventstore.action;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.eventstore.EventstoreMetrics;
import io.tapline.eventstore.Ideas;
import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.call.EventstoreCall;
import io.tapline.eventstore.v1.AcknowledgeEventRequest;
import io.tapline.eventstore.v1.CloseEventRequest;
import io.tapline.eventstore.v1.CommentEventRequest;
import io.tapline.eventstore.v1.EventAction;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ReopenEventRequest;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActionEndpointTest {
  private static StoreOnPostgres store;

  @BeforeAll
  static void start() throws IOException {
    store = new StoreOnPostgres();
  }

  @AfterAll
  static void stop() throws IOException {
    store.close();
  }

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final String id = Ideas.unique("event");
  private ActionEndpoint endpoint;

  @BeforeEach
  void create() {
    endpoint =
        new ActionEndpoint(
            new EventstoreCall(store.schema, new EventstoreMetrics(registry)),
            new ActionStore(store.pool),
            new ActionMetrics(registry));
  }

  private void insert() {
    var _ = store.insert(id, "2026-03-01T00:00:00Z", id, "10.0.0.5");
  }

  private EventAction acknowledge(String requestId) {
    return await(
            endpoint.acknowledgeEvent(
                AcknowledgeEventRequest.newBuilder()
                    .setEventId(id)
                    .setActor("ann")
                    .setRequestId(requestId)
                    .build()))
        .getAction();
  }

  private EventAction comment(String text, String requestId) {
    return await(
            endpoint.commentEvent(
                CommentEventRequest.newBuilder()
                    .setEventId(id)
                    .setActor("ann")
                    .setText(text)
                    .setRequestId(requestId)
                    .build()))
        .getAction();
  }

  private EventAction close(String requestId) {
    return await(
            endpoint.closeEvent(
                CloseEventRequest.newBuilder()
                    .setEventId(id)
                    .setActor("ann")
                    .setRequestId(requestId)
                    .build()))
        .getAction();
  }

  private EventAction reopen(String requestId) {
    return await(
            endpoint.reopenEvent(
                ReopenEventRequest.newBuilder()
                    .setEventId(id)
                    .setActor("ann")
                    .setRequestId(requestId)
                    .build()))
        .getAction();
  }

  private int actions() {
    return await(
            endpoint.listEventActions(ListEventActionsRequest.newBuilder().setEventId(id).build()))
        .getActionsCount();
  }

  private double counted(String counter, String... tags) {
    return registry.counter("tapline.eventstore." + counter, tags).count();
  }

  @Test
  void each_action_can_be_repeated_with_its_request_id() {
    insert();
    EventAction acknowledged = acknowledge("1");
    EventAction commented = comment("bad", "2");
    EventAction closed = close("3");
    EventAction reopened = reopen("4");
    assertThat(acknowledge("1")).isEqualTo(acknowledged);
    assertThat(comment("bad", "2")).isEqualTo(commented);
    assertThat(close("3")).isEqualTo(closed);
    assertThat(reopen("4")).isEqualTo(reopened);
    assertThat(actions()).isEqualTo(4);
    assertThat(counted("actions", "kind", "commented")).isEqualTo(1);
    assertThat(counted("actions.repeated")).isEqualTo(4);
  }

  @Test
  void other_content_is_a_conflict_and_a_long_id_is_refused_and_both_are_counted() {
    insert();
    var _ = comment("bad", "2");
    assertRefused(() -> comment("worse", "2"), Status.Code.ALREADY_EXISTS);
    assertRefused(() -> close("2"), Status.Code.ALREADY_EXISTS);
    assertRefused(() -> close("r".repeat(65)), Status.Code.INVALID_ARGUMENT);
    assertThat(actions()).isEqualTo(1);
    assertThat(counted("rejections", "reason", "REQUEST_ID_CONFLICT")).isEqualTo(2);
    assertThat(counted("rejections", "reason", "INVALID_ACTION")).isEqualTo(1);
  }

  private static void assertRefused(Runnable call, Status.Code code) {
    assertThatThrownBy(call::run)
        .satisfies(refused -> assertThat(Status.fromThrowable(refused).getCode()).isEqualTo(code));
  }
}
