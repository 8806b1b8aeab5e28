package io.tapline.cli.pcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.tapline.cli.CommandRun;
import io.tapline.cli.ExitCode;
import io.tapline.wire.capture.CaptureFile;
import io.tapline.wire.capture.CaptureReader;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AIT's ait-pcap and ait-pcap-segment did, where it is present. */
@Tag("conformance")
class PcapConformanceTest {
  @TempDir Path directory;

  @Test
  void the_ranges_of_time_are_those_of_ait() throws IOException {
    for (String tolerance : List.of("2", "10")) {
      for (Map.Entry<String, JsonElement> file : object("times_tol" + tolerance).entrySet()) {
        List<String> lines = new ArrayList<>();
        for (JsonElement range : file.getValue().getAsJsonArray()) {
          lines.add(text(range, 0) + " - " + text(range, 1));
        }
        String output =
            run("times", "--tol", tolerance, vectors().resolve(file.getKey()).toString());
        assertThat(output.lines()).containsExactlyElementsOf(lines);
      }
    }
  }

  @Test
  void a_big_endian_file_is_read_as_by_ait() throws IOException {
    assertThat(packets(vectors().resolve("in-be.pcap")))
        .isEqualTo(list(expected("read_be").getAsJsonArray()));
  }

  @Test
  void the_packets_of_an_interval_are_those_of_ait() throws IOException {
    JsonObject query = object("query");
    Path found = directory.resolve("found.pcap");
    for (String input : List.of("in-le.pcap", "in-be.pcap")) {
      run(
          "query",
          "--overwrite",
          "--stime",
          query.get("start").getAsString() + "Z",
          "--etime",
          query.get("end").getAsString() + "Z",
          "-o",
          found.toString(),
          vectors().resolve(input).toString());
      assertThat(packets(found)).isEqualTo(list(query.getAsJsonArray("packets")));
    }
  }

  @Test
  void the_default_name_of_a_query_is_that_of_ait() throws IOException {
    Path input = Files.copy(vectors().resolve("in-be.pcap"), directory.resolve("in-be.pcap"));
    run(
        "query",
        "--stime",
        "2023-11-14T22:13:22Z",
        "--etime",
        "2023-11-14T22:13:26Z",
        input.toString());
    String name = "in-be2023-11-14T22:13:22-2023-11-14T22:13:26.pcap";
    assertThat(packets(directory.resolve(name))).isEqualTo(packets(vectors().resolve(name)));
  }

  @Test
  void segments_by_packets_and_by_bytes_are_those_of_ait() throws IOException {
    assertThat(segments("-p", "6", "npackets6")).isEqualTo(sizes(object("segment_npackets6")));
    assertThat(segments("-b", "120", "nbytes120")).isEqualTo(sizes(object("segment_nbytes120")));
  }

  /**
   * AIT closes a file early, opens the same name again and so loses 10 of the 20 packets. Here the
   * names are the same and no packet is lost.
   */
  @Test
  void segments_by_seconds_have_the_names_of_ait_and_every_packet() throws IOException {
    Map<String, Long> segments = segments("-s", "5", "nseconds5");
    Map<String, Long> original = sizes(object("segment_nseconds5"));
    assertThat(segments.keySet()).isEqualTo(original.keySet());
    List<List<Object>> packets = new ArrayList<>();
    List<List<Object>> survivors = new ArrayList<>();
    for (String name : segments.keySet()) {
      packets.addAll(packets(directory.resolve(name)));
      survivors.addAll(packets(vectors().resolve(name)));
    }
    assertThat(survivors).hasSize(10);
    assertThat(packets).isEqualTo(packets(vectors().resolve("in-le.pcap"))).hasSize(20);
    assertThat(packets).containsAll(survivors);
  }

  /** Sizes of the files by name, in the order in which they were written. */
  private Map<String, Long> segments(String option, String value, String name) throws IOException {
    String output =
        run(
            "segment",
            option,
            value,
            directory.resolve("seg-" + name + "-%Y%m%dT%H%M%S.pcap").toString(),
            vectors().resolve("in-le.pcap").toString());
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      Path file = Path.of(line.substring(line.indexOf(" to ") + 4, line.length() - 1));
      sizes.put(String.valueOf(file.getFileName()), Files.size(file));
    }
    return sizes;
  }

  private static Map<String, Long> sizes(JsonObject segments) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    segments
        .entrySet()
        .forEach(
            file ->
                sizes.put(
                    file.getKey(), file.getValue().getAsJsonObject().get("size").getAsLong()));
    return sizes;
  }

  private static List<List<Object>> list(JsonArray packets) {
    List<List<Object>> list = new ArrayList<>();
    for (JsonElement packet : packets) {
      JsonArray values = packet.getAsJsonArray();
      list.add(
          List.of(
              values.get(0).getAsLong(),
              values.get(1).getAsLong(),
              values.get(2).getAsInt(),
              values.get(3).getAsInt(),
              text(values, 4)));
    }
    return list;
  }

  private static String text(JsonElement array, int index) {
    return array.getAsJsonArray().get(index).getAsString();
  }

  private static List<List<Object>> packets(Path file) throws IOException {
    List<List<Object>> packets = new ArrayList<>();
    try (CaptureFile capture = CaptureFile.open(file)) {
      CaptureReader reader = capture.reader();
      while (reader.next()) {
        byte[] bytes =
            reader
                .bytes()
                .asSlice(reader.offset(), reader.capturedLength())
                .toArray(ValueLayout.JAVA_BYTE);
        packets.add(
            List.of(
                reader.timeNanos() / 1_000_000_000L,
                reader.timeNanos() % 1_000_000_000L / 1000,
                reader.capturedLength(),
                reader.originalLength(),
                new String(bytes, StandardCharsets.ISO_8859_1)));
      }
    }
    return packets;
  }

  private static String run(String... arguments) {
    CommandRun cli = new CommandRun("pcap");
    assertThat(cli.run(arguments)).describedAs("%s", cli.err()).isEqualTo(ExitCode.DONE);
    return cli.out();
  }

  private static JsonObject object(String key) throws IOException {
    return expected(key).getAsJsonObject();
  }

  private static JsonElement expected(String key) throws IOException {
    String text = Files.readString(vectors().resolve("expected.json"));
    return JsonParser.parseString(text).getAsJsonObject().get(key);
  }

  private static Path vectors() {
    Path directory = Path.of(System.getProperty("tapline.vectors", "absent")).resolve("ait/pcap");
    assumeTrue(Files.isDirectory(directory), "No vectors here: " + directory);
    return directory;
  }
}
