package io.tapline.wire.eve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.text.JsonLine;
import java.io.IOException;

/** The member {@code tcp} of an event: flags in hexadecimal. */
final class EveTcp {
  private int both;
  private int toServer;
  private int toClient;

  void clear() {
    both = 0;
    toServer = 0;
    toClient = 0;
  }

  void read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "tcp_flags" -> both = flags(json);
        case "tcp_flags_ts" -> toServer = flags(json);
        case "tcp_flags_tc" -> toClient = flags(json);
        default -> json.skipChildren();
      }
    }
  }

  private static int flags(JsonParser json) throws IOException {
    String text = JsonLine.text(json);
    int flags = text.isEmpty() || text.length() > 2 ? -1 : 0;
    for (int i = 0; i < text.length() && flags >= 0; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      flags = digit < 0 ? -1 : flags << 4 | digit;
    }
    return Math.max(0, flags);
  }

  int both() {
    return both;
  }

  int toServer() {
    return toServer;
  }

  int toClient() {
    return toClient;
  }
}
