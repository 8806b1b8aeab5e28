package io.tapline.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void bytes_have_three_digits_and_a_decimal_unit() {
    assertThat(Units.bytes(0)).isEqualTo("0 B");
    assertThat(Units.bytes(999)).isEqualTo("999 B");
    assertThat(Units.bytes(1000)).isEqualTo("1.00 kB");
    assertThat(Units.bytes(999_600)).isEqualTo("1.00 MB");
    assertThat(Units.bytes(Long.MAX_VALUE)).isEqualTo("9.22 EB");
  }

  @Test
  void one_of_them_is_singular() {
    assertThat(Units.count(0, "lines")).isEqualTo("0 lines");
    assertThat(Units.count(1, "flow records")).isEqualTo("1 flow record");
    assertThat(Units.count(1234, "frames")).isEqualTo("1,234 frames");
  }

  @Property
  void an_amount_never_takes_more_than_eight_characters(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(Units.bytes(bytes)).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void a_bar_is_as_long_as_its_share() {
    assertThat(Bars.bar(0, 10, 4)).isEmpty();
    assertThat(Bars.bar(10, 10, 4)).isEqualTo("████");
    assertThat(Bars.bar(5, 10, 4)).isEqualTo("██");
    assertThat(Bars.bar(1, 1_000_000, 4)).isEqualTo("▏");
  }
}
