package io.tapline.eventstore.idea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The columns of Mentat's test events, all of them. */
@Tag("conformance")
class IdeaVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparator<AddressRange> BY_LOW =
      (a, b) -> Arrays.compareUnsigned(a.low().getAddress(), b.low().getAddress());
  private static final Comparator<AddressRange> BY_HIGH =
      (a, b) -> Arrays.compareUnsigned(a.high().getAddress(), b.high().getAddress());

  @ParameterizedTest
  @ValueSource(strings = {"idea_raw_1", "idea_raw_2"})
  void columns_are_the_originals(String name) throws IOException {
    IdeaMessage idea = parse(name);
    JsonNode expected = vectors("records.json").get(name);
    Map<String, @Nullable Object> columns = new LinkedHashMap<>(columns(idea));

    columns.forEach(
        (column, value) -> {
          JsonNode actual = JSON.valueToTree(value);
          assertThat(actual).as(column).isEqualTo(expected.get(column));
        });
    assertThat(columns.keySet()).hasSize(expected.size());
  }

  @Test
  void every_event_of_the_vectors_is_accepted_whole() throws IOException {
    for (String name : List.of("idea_raw_1", "idea_raw_2", "report_msg01", "report_msg02")) {
      assertThat(parse(name).json()).isEqualTo(vectors("events.json").get(name).toPrettyString());
    }
  }

  private static Map<String, @Nullable Object> columns(IdeaMessage idea) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put("id", idea.id());
    columns.put("detecttime", time(idea.detectTime()));
    columns.put("category", idea.categories());
    columns.put("description", idea.description().isEmpty() ? null : idea.description());
    side(columns, "source", idea.source());
    side(columns, "target", idea.target());
    columns.put("protocol", idea.protocols());
    columns.put("node_name", idea.detectors().names());
    columns.put("node_type", idea.detectors().types());
    columns.put("cesnet_resolvedabuses", idea.resolvedAbuses());
    columns.put("cesnet_storagetime", time(Objects.requireNonNull(idea.storageTime())));
    columns.put("cesnet_eventclass", idea.eventClass());
    columns.put("cesnet_eventseverity", idea.severity().name().toLowerCase(java.util.Locale.ROOT));
    columns.put("cesnet_inspectionerrors", idea.inspectionErrors());
    return columns;
  }

  private static void side(
      Map<String, @Nullable Object> columns, String name, IdeaMessage.Side side) {
    columns.put(name + "_ip", side.addresses().stream().map(AddressRange::text).toList());
    columns.put(name + "_ip_aggr_ip4", hull(side, true));
    columns.put(name + "_ip_aggr_ip6", hull(side, false));
    columns.put(name + "_port", side.ports());
    columns.put(name + "_type", side.types());
  }

  /** From the lowest to the highest address of a family. */
  private static @Nullable String hull(IdeaMessage.Side side, boolean ipv4) {
    List<AddressRange> family =
        side.addresses().stream().filter(range -> range.isIpv4() == ipv4).toList();
    if (family.isEmpty()) {
      return null;
    }
    AddressRange low = family.stream().reduce(BinaryOperator.minBy(BY_LOW)).orElseThrow();
    AddressRange high = family.stream().reduce(BinaryOperator.maxBy(BY_HIGH)).orElseThrow();
    return new AddressRange(low.low(), high.high(), "").canonical();
  }

  /** The original writes UTC without a zone, and microseconds where there are any. */
  private static String time(Instant time) {
    String text = time.toString().replace("Z", "");
    return Objects.requireNonNull(text);
  }

  private static IdeaMessage parse(String name) throws IOException {
    String json = vectors("events.json").get(name).toPrettyString();
    return new IdeaParser(IdeaLimits.DEFAULT).parse(json);
  }

  private static JsonNode vectors(String name) throws IOException {
    Path file = Path.of(System.getProperty("tapline.vectors", "absent"), "mentat", name);
    assumeTrue(Files.exists(file), "no vectors at " + file);
    return JSON.readTree(Files.readString(file));
  }
}
