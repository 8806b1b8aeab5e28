package io.tapline.standalone.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.standalone.StandaloneException;
import io.tapline.standalone.StandaloneException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBudgetTest {
  private static final Path LAUNCHER = Path.of("..", ".mvn", "memory.sh").toAbsolutePath();

  @ParameterizedTest
  @CsvSource({"512m, 512", "1g, 1024", "2GB, 2048", "600MiB, 600", "3G, 3072", "700Mb, 700"})
  void sizes_are_read_in_powers_of_1024(String size, int mib) {
    assertThat(MemoryBudget.parse(size).totalMib()).isEqualTo(mib);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "g", "1 g", "1.5g", "-1g", "01g", "99999999g", "1t", "1gg"})
  void what_is_no_size_is_refused(String size) {
    assertThatThrownBy(() -> MemoryBudget.parse(size))
        .isInstanceOfSatisfying(
            StandaloneException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MEMORY_INVALID))
        .hasMessageContaining("512m, 1g or 2GB");
  }

  @Test
  void too_little_is_refused_with_the_least_that_would_do() {
    assertThatThrownBy(() -> MemoryBudget.parse("511m"))
        .isInstanceOfSatisfying(
            StandaloneException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.MEMORY_TOO_SMALL))
        .hasMessageContaining("--memory 512m");
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 513, 767, 1024, 1500, 2048, 8192, 65536, 9_999_999})
  void the_parts_are_the_whole_and_never_more(int total) {
    MemoryBudget budget = new MemoryBudget(total);
    long sum =
        (long) MemoryBudget.CODE_MIB
            + budget.heapMib()
            + budget.engineMib()
            + budget.writerMib()
            + budget.backgroundMib()
            + budget.buffersMib()
            + budget.postgresMib();
    assertThat(sum).isBetween(total - 5L, (long) total);
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 1024, 4096, 65536})
  void what_is_divided_further_stays_within_its_part(int total) {
    MemoryBudget budget = new MemoryBudget(total);
    long heap = (long) budget.heapMib() << 20;
    assertThat(budget.tablesBytes(heap) + budget.filterBytes()).isLessThan(heap);
    assertThat(budget.sharedBuffersMib() + budget.maintenanceWorkMemMib() + budget.workMemMib())
        .isLessThanOrEqualTo(budget.postgresMib());
  }

  @Test
  void tables_follow_the_heap_that_java_really_has() {
    MemoryBudget budget = MemoryBudget.parse("1g");
    assertThat(budget.tablesBytes(64 << 20)).isEqualTo(40 << 20);
    assertThat(budget.tablesBytes(Long.MAX_VALUE))
        .isEqualTo(((long) budget.heapMib() << 20) / 8 * 5);
  }

  @Test
  void the_default_is_said_in_one_line() {
    assertThat(MemoryBudget.parse(MemoryBudget.DEFAULT).text())
        .isEqualTo("1024 MB: heap 378, engine 270, buffers 108, PostgreSQL 108, code 160");
  }

  @ParameterizedTest
  @ValueSource(strings = {"512m", "513m", "1g", "1000MB", "2GB", "7gib", "9999999m"})
  void the_launcher_divides_in_the_same_way(String size) throws Exception {
    MemoryBudget budget = MemoryBudget.parse(size);
    assertThat(shell("memory_options $(asked_memory up --memory " + size + ")"))
        .isEqualTo(
            "-Xmx%dm -XX:MaxDirectMemorySize=%dm".formatted(budget.heapMib(), budget.buffersMib()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "up --memory=1g", "up --memory 5", "up --memory 08g", "up --memory"})
  void the_launcher_takes_the_default_for_what_java_will_refuse(String arguments) throws Exception {
    assertThat(shell("memory_options \"$(asked_memory " + arguments + ")\""))
        .startsWith("-Xmx378m ");
  }

  @Test
  void the_option_wins_over_the_environment() throws Exception {
    String environment = "TAPLINE_MEMORY=2g; ";
    assertThat(shell(environment + "asked_memory up --demo")).isEqualTo("2g");
    assertThat(shell(environment + "asked_memory up --memory=3g --demo")).isEqualTo("3g");
  }

  private static String shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-euc", ". '" + LAUNCHER + "'; " + script)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).isZero();
    return printed;
  }
}
