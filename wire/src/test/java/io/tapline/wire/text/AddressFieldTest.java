package io.tapline.wire.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.wire.address.IpAddress;
import io.tapline.wire.address.IpAddresses;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The reader in place agrees with the one for texts, about addresses and about what is none. */
class AddressFieldTest {
  private final AddressField field = new AddressField();

  private boolean read(String text) {
    byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.ISO_8859_1);
    return field.read(bytes, 1, bytes.length - 1);
  }

  @Property
  void every_address_is_read_from_its_text(@ForAll long high, @ForAll long low) {
    assertThat(read(IpAddresses.format(high, low))).isTrue();
    assertThat(new IpAddress(field.high, field.low)).isEqualTo(new IpAddress(high, low));
  }

  @Property
  void both_readers_agree(@ForAll("nearlyAddresses") String text) {
    boolean read = read(text);
    IpAddress expected = parse(text);
    assertThat(read ? new IpAddress(field.high, field.low) : null).isEqualTo(expected);
  }

  private static @Nullable IpAddress parse(String text) {
    try {
      return IpAddresses.parse(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  @Provide
  Arbitrary<String> nearlyAddresses() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "::", ":", ".", "0", "1", "255", "256", "01", "f", "ffff", "10000", "0x1", "g", "");
    return piece.list().ofMaxSize(17).map(pieces -> String.join("", pieces));
  }
}
