package io.tapline.cli.events;

import com.google.rpc.Status;
import io.tapline.cli.output.Units;
import io.tapline.eventstore.v1.EventServiceGrpc.EventServiceBlockingStub;
import io.tapline.eventstore.v1.InsertEventsRequest;
import io.tapline.eventstore.v1.InsertResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sends messages in bulks and hands each result to whoever gave the message. */
final class IdeaUpload {
  private static final int BULK_MESSAGES = 500;
  private static final int BULK_CHARACTERS = 1 << 21;

  /** What becomes of one message. */
  interface Message {
    String text();

    void stored() throws IOException;

    void refused(String why) throws IOException;
  }

  private final EventServiceBlockingStub events;
  private final List<Message> waiting = new ArrayList<>();
  private long characters;
  private long stored;
  private long known;
  private long refused;

  IdeaUpload(EventServiceBlockingStub events) {
    this.events = events;
  }

  void add(Message message) throws IOException {
    if (characters + message.text().length() > BULK_CHARACTERS) {
      flush();
    }
    waiting.add(message);
    characters += message.text().length();
    if (waiting.size() == BULK_MESSAGES) {
      flush();
    }
  }

  /** Counts a message that never reached the server. */
  void refuse(Message message, String why) throws IOException {
    refused++;
    message.refused(why);
  }

  /** Sends what waits. After a failure nothing of it has a result, and sending it again is safe. */
  void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    InsertEventsRequest.Builder request = InsertEventsRequest.newBuilder();
    waiting.forEach(message -> request.addIdeaJson(message.text()));
    List<InsertResult> results = events.insertEvents(request.build()).getResultsList();
    for (int i = 0; i < results.size(); i++) {
      settle(waiting.get(i), results.get(i));
    }
    waiting.clear();
    characters = 0;
  }

  private void settle(Message message, InsertResult result) throws IOException {
    if (!result.getError().equals(Status.getDefaultInstance())) {
      refuse(message, result.getError().getMessage());
    } else {
      stored += result.getAlreadyStored() ? 0 : 1;
      known += result.getAlreadyStored() ? 1 : 0;
      message.stored();
    }
  }

  long refused() {
    return refused;
  }

  String summary() {
    return "Stored %s, %s there already, %s refused."
        .formatted(Units.count(stored, "events"), were(known), were(refused));
  }

  private static String were(long count) {
    return "%,d %s".formatted(count, count == 1 ? "was" : "were");
  }
}
