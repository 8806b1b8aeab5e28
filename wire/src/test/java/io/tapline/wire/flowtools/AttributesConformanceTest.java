package io.tapline.wire.flowtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every attribute of every flow that pyflowtools dumped. */
@Tag("conformance")
class AttributesConformanceTest {
  @Test
  void every_attribute_of_every_dumped_flow_is_the_same() throws IOException {
    int compared = 0;
    for (Path golden : Vectors.files("golden/attrs")) {
      String name = golden.getFileName().toString().replace(".json", "");
      if (Files.exists(Vectors.stream(name))) {
        compared += compare(golden, Vectors.stream(name));
      }
    }
    System.out.printf("%d attribute values compared%n", compared);
    assertThat(compared).isPositive();
  }

  private static int compare(Path golden, Path stream) throws IOException {
    List<Map<String, String>> expected = AttributeDump.flows(golden);
    List<FlowToolsRecord> records = Vectors.records(stream);
    int compared = 0;
    for (int i = 0; i < expected.size(); i++) {
      compared += compare(golden + " flow " + i, records.get(i), expected.get(i));
    }
    assertThat(Files.readString(golden)).contains("\"count\": %d,".formatted(records.size()));
    assertThat(expected).describedAs("flows of %s", golden).isNotEmpty();
    return compared;
  }

  private static int compare(String where, FlowToolsRecord record, Map<String, String> expected) {
    expected.forEach(
        (name, value) ->
            assertThat(Attributes.text(record, name, value))
                .describedAs("%s of %s", name, where)
                .isEqualTo(value));
    return expected.size();
  }
}
