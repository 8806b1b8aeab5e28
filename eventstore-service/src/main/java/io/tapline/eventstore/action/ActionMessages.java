package io.tapline.eventstore.action;

import static io.tapline.eventstore.Reason.INVALID_ACTION;
import static io.tapline.eventstore.Reason.INVALID_PAGE_SIZE;
import static io.tapline.eventstore.Reason.INVALID_PAGE_TOKEN;
import static io.tapline.eventstore.Reason.PAGE_TOKEN_MISMATCH;

import io.tapline.eventstore.v1.EventActionKind;
import io.tapline.eventstore.v1.EventState;
import io.tapline.eventstore.v1.ListEventActionsRequest;
import io.tapline.eventstore.v1.ListEventActionsResponse;
import io.tapline.rpc.Limit;
import io.tapline.rpc.PageTokens;
import io.tapline.rpc.Refusal;
import io.tapline.rpc.grpc.Timestamps;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads and writes messages of actions. */
public final class ActionMessages {
  static final Limit PAGE_SIZE = new Limit(INVALID_PAGE_SIZE, "page_size", 100, 1_000);

  private static final int MAX_ACTOR = 256;
  private static final int MAX_TEXT = 16_384;
  private static final int MAX_REQUEST_ID = 64;
  private static final PageTokens<Long> TOKENS =
      new PageTokens<>(
          1,
          new PageTokens.Form<>(
              id -> ByteBuffer.allocate(Long.BYTES).putLong(id).array(), ByteBuffer::getLong),
          INVALID_PAGE_TOKEN,
          PAGE_TOKEN_MISMATCH);

  private ActionMessages() {}

  /**
   * @throws Refusal INVALID_ACTION
   */
  static NewAction checked(NewAction action) {
    checkActor(action.actor());
    checkText(action.text(), action.kind());
    checkRequestId(action.requestId());
    return new NewAction(
        eventId(action.eventId()),
        action.kind(),
        action.actor(),
        action.text(),
        action.requestId());
  }

  /** No event has an id with a null character. */
  static String eventId(String id) {
    return id.replace('\0', '\uFFFD');
  }

  private static void checkActor(String actor) {
    check(
        !actor.isBlank() && isLine(actor) && actor.length() <= MAX_ACTOR,
        "actor",
        "must be one line of 1 to %d characters".formatted(MAX_ACTOR));
  }

  private static boolean isLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static void checkText(String text, ActionKind kind) {
    check(
        text.length() <= MAX_TEXT && text.indexOf('\0') < 0,
        "text",
        "must have at most %d characters and no null character".formatted(MAX_TEXT));
    check(kind != ActionKind.COMMENTED || !text.isBlank(), "text", "must not be blank");
  }

  private static void checkRequestId(String id) {
    check(
        isLine(id) && id.length() <= MAX_REQUEST_ID,
        "request_id",
        "must have at most %d characters and no control character".formatted(MAX_REQUEST_ID));
  }

  private static void check(boolean holds, String field, String why) {
    if (!holds) {
      throw Refusal.ofField(INVALID_ACTION, field, field + " " + why);
    }
  }

  /**
   * @throws Refusal INVALID_PAGE_TOKEN, PAGE_TOKEN_MISMATCH
   */
  static long after(ListEventActionsRequest request) {
    String token = request.getPageToken();
    return token.isEmpty() ? 0 : TOKENS.read(asked(request), token);
  }

  private static byte[] asked(ListEventActionsRequest request) {
    return request.toBuilder().clearPageSize().clearPageToken().build().toByteArray();
  }

  /**
   * @param found one more than the page has, when there are more
   */
  static ListEventActionsResponse page(
      List<EventAction> found, int size, ListEventActionsRequest request) {
    List<EventAction> page = found.subList(0, Math.min(size, found.size()));
    ListEventActionsResponse.Builder response = ListEventActionsResponse.newBuilder();
    page.stream().map(ActionMessages::message).forEach(response::addActions);
    if (found.size() > size) {
      response.setNextPageToken(TOKENS.write(asked(request), page.getLast().id()));
    }
    return response.build();
  }

  public static io.tapline.eventstore.v1.EventAction message(EventAction action) {
    return io.tapline.eventstore.v1.EventAction.newBuilder()
        .setId(action.id())
        .setEventId(action.eventId())
        .setKind(EventActionKind.valueOf("EVENT_ACTION_KIND_" + action.kind().name()))
        .setActor(action.actor())
        .setText(action.text())
        .setActionTime(Timestamps.timestamp(action.time()))
        .setState(EventState.valueOf("EVENT_STATE_" + action.state().name()))
        .build();
  }
}
