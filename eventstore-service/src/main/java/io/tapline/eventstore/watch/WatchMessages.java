package io.tapline.eventstore.watch;

import io.tapline.eventstore.action.ActionMessages;
import io.tapline.eventstore.change.ChangePosition;
import io.tapline.eventstore.search.EventMessages;
import io.tapline.eventstore.v1.EventChange;
import io.tapline.eventstore.v1.WatchEventsResponse;
import io.tapline.rpc.watch.WatchPart;

/** Writes messages to watchers. */
final class WatchMessages {
  private WatchMessages() {}

  /** A message for each change, made when the one before is sent. */
  static WatchPart<WatchEventsResponse> part(EventFeed.Part part) {
    return new WatchPart<>(
        () -> part.changes().stream().map(WatchMessages::response).iterator(),
        () -> token(part.end()),
        part.full());
  }

  private static WatchEventsResponse response(Watched watched) {
    WatchEventsResponse.Builder response =
        WatchEventsResponse.newBuilder()
            .setChange(EventChange.valueOf("EVENT_CHANGE_" + watched.change().kind().name()))
            .setEvent(EventMessages.event(watched.event()))
            .setResumeToken(ResumeToken.write(watched.change().position()));
    if (watched.action() != null) {
      response.setAction(ActionMessages.message(watched.action()));
    }
    return response.build();
  }

  /** Nothing so far, up to here. */
  private static WatchEventsResponse token(ChangePosition position) {
    return WatchEventsResponse.newBuilder().setResumeToken(ResumeToken.write(position)).build();
  }
}
