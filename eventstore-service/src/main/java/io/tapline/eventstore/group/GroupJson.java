package io.tapline.eventstore.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Settings as the table holds them: times and durations are texts of ISO 8601. */
final class GroupJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private GroupJson() {}

  static String write(GroupSettings settings) {
    try {
      return MAPPER.writeValueAsString(settings);
    } catch (JsonProcessingException e) {
      throw new AssertionError("settings are always writable", e);
    }
  }

  static GroupSettings read(String json) {
    try {
      return MAPPER.readValue(json, GroupSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings of a group that this program did not write", e);
    }
  }
}
