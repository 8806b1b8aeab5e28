package io.tapline.report.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private static final URI LIST = URI.create("https://lists.example/a/list.txt");

  private final Redirects redirects = new Redirects(RedirectsTest::addresses);

  /** Names of the tests; addresses are themselves. */
  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return switch (host) {
      case "lists.example", "mirror.example" -> literals("198.51.100.1", "2001:db8::1");
      case "rebound.example" -> literals("198.51.100.1", "10.0.0.1");
      case "lists.intern" -> literals("10.0.0.7", "fd00::7");
      case "nobody.example" -> throw new UnknownHostException(host);
      default -> literals(host.replaceAll("[\\[\\]]", ""));
    };
  }

  private static InetAddress[] literals(String... addresses) {
    InetAddress[] all = new InetAddress[addresses.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = InetAddress.ofLiteral(addresses[i]);
    }
    return all;
  }

  private URI next(String location) throws IOException {
    return redirects.next(LIST, location, false);
  }

  @Test
  void a_location_may_be_relative_or_elsewhere() throws Exception {
    assertThat(next("new.txt")).isEqualTo(URI.create("https://lists.example/a/new.txt"));
    assertThat(next("/new.txt")).isEqualTo(URI.create("https://lists.example/new.txt"));
    URI mirror = URI.create("https://mirror.example/b");
    assertThat(next(mirror.toString())).isEqualTo(mirror);
    URI plain = URI.create("http://lists.example/");
    assertThat(redirects.next(plain, "http://mirror.example/b", false).getHost())
        .isEqualTo("mirror.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd12::1]",
        "[ff02::1]",
        "rebound.example",
        "lists.intern"
      })
  void networks_of_ours_are_reached_only_from_inside(String host) throws Exception {
    String location = "https://" + host + "/secret";
    assertThatThrownBy(() -> next(location))
        .isInstanceOf(RedirectRefused.class)
        .hasMessageContaining("into a network of ours: " + location);
    assertThat(redirects.next(LIST, location, true)).isEqualTo(URI.create(location));
  }

  @Test
  void a_url_is_inside_when_all_its_addresses_are() {
    assertThat(redirects.isInside(URI.create("http://lists.intern/"))).isTrue();
    assertThat(redirects.isInside(URI.create("http://[::1]:8080/"))).isTrue();
    assertThat(redirects.isInside(URI.create("http://rebound.example/"))).isFalse();
    assertThat(redirects.isInside(URI.create("http://nobody.example/"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://mirror.example/b", "file:///etc/passwd", "ftp://mirror.example/", "//"})
  void other_schemes_and_plaintext_after_tls_are_refused(String location) {
    assertThatThrownBy(() -> redirects.next(LIST, location, true)).isInstanceOf(IOException.class);
  }

  @Test
  void a_host_that_nobody_knows_is_said() {
    assertThatThrownBy(() -> next("https://nobody.example/"))
        .hasMessageContaining("a host that nobody knows");
  }
}
