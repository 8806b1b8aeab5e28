package io.tapline.rpc.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapline.rpc.Refusal;
import io.tapline.rpc.auth.Tokens.TurnedClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {
  @TempDir Path directory;
  private final TurnedClock clock = new TurnedClock();
  private final List<String> audited = new ArrayList<>();
  private Tokens tokens;

  @BeforeEach
  void open() {
    tokens = new Tokens(directory);
  }

  private Guard guard(AuthSettings settings) {
    return Auth.of(settings, _ -> {}, audited::add, clock).guard();
  }

  @Test
  void without_a_tokens_file_in_the_settings_there_is_no_authentication() {
    Guard guard = guard(AuthSettings.OFF);
    assertThat(guard.isOn()).isFalse();
    assertThat(guard.admit(null, true)).isEqualTo(Principal.ANYONE);
  }

  @ParameterizedTest
  @EnumSource
  void a_token_names_its_bearer_and_their_role(Role role) throws IOException {
    String token = tokens.create("alice", role);
    tokens.create("bob", Role.ADMIN);
    assertThat(guard(tokens.required()).admit(token, false))
        .isEqualTo(new Principal("alice", role));
  }

  @Test
  void a_call_without_a_token_is_refused_also_from_this_machine() throws IOException {
    tokens.create("alice", Role.VIEWER);
    Guard guard = guard(tokens.required());
    assertRefused(AuthReason.TOKEN_MISSING, () -> guard.admit(null, true));
    assertRefused(AuthReason.TOKEN_MISSING, () -> guard.admit(null, false));
  }

  @Test
  void this_machine_needs_no_token_where_that_is_allowed() throws IOException {
    tokens.create("alice", Role.VIEWER);
    Guard guard = guard(openLoopback());
    assertThat(guard.admit(null, true)).isEqualTo(Principal.LOOPBACK);
    assertRefused(AuthReason.TOKEN_MISSING, () -> guard.admit(null, false));
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit("tap_", true));
  }

  @Test
  void a_forged_token_is_refused() throws IOException {
    String token = tokens.create("alice", Role.VIEWER);
    Guard guard = guard(tokens.required());
    String forged = Token.random(new SecureRandom());
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit(forged, false));
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit(token + "x", false));
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit(Token.hash(token), false));
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit("", false));
  }

  @Test
  void a_token_expires_at_its_time() throws IOException {
    String token = tokens.create("alice", Role.VIEWER, clock.instant().plus(Duration.ofMinutes(5)));
    Guard guard = guard(tokens.required());
    clock.pass(Duration.ofMinutes(5).minusNanos(1));
    assertThat(guard.admit(token, false).name()).isEqualTo("alice");
    clock.pass(Duration.ofNanos(1));
    assertRefused(AuthReason.TOKEN_EXPIRED, () -> guard.admit(token, false));
  }

  @Test
  void a_revoked_token_is_refused_after_the_next_look() throws IOException {
    String token = tokens.create("alice", Role.VIEWER);
    Guard guard = guard(tokens.required());
    assertThat(guard.admit(token, false).name()).isEqualTo("alice");
    tokens.revoke("alice");
    clock.pass(LiveTokens.PAUSE);
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> guard.admit(token, false));
  }

  @Test
  void the_first_token_turns_authentication_on_and_nothing_turns_it_off() throws IOException {
    Guard guard = guard(optional());
    assertThat(guard.isOn()).isFalse();
    tokens.create("alice", Role.VIEWER);
    clock.pass(LiveTokens.PAUSE);
    assertThat(guard.isOn()).isTrue();
    Files.delete(tokens.file());
    clock.pass(LiveTokens.PAUSE);
    assertThat(guard.isOn()).isTrue();
    assertRefused(AuthReason.TOKENS_UNREADABLE, () -> guard.admit("tap_", false));
  }

  @Test
  void a_file_that_has_to_be_there_and_is_not_admits_nobody() throws IOException {
    Guard guard = guard(tokens.required());
    assertThat(guard.isOn()).isTrue();
    assertRefused(AuthReason.TOKENS_UNREADABLE, () -> guard.admit("tap_", true));
    String token = tokens.create("alice", Role.VIEWER);
    clock.pass(LiveTokens.PAUSE);
    assertThat(guard.admit(token, false).name()).isEqualTo("alice");
  }

  @Test
  void a_file_that_others_can_read_admits_nobody_until_it_is_closed() throws IOException {
    String token = tokens.create("alice", Role.VIEWER);
    Guard guard = guard(tokens.required());
    Files.setPosixFilePermissions(tokens.file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(AuthReason.TOKENS_UNREADABLE, () -> guard.admit(token, false));
    Files.setPosixFilePermissions(tokens.file(), PosixFilePermissions.fromString("rw-------"));
    clock.pass(LiveTokens.PAUSE);
    assertThat(guard.admit(token, false).name()).isEqualTo("alice");
  }

  @Test
  void services_of_one_process_know_each_other_and_others_do_not() throws IOException {
    tokens.create("alice", Role.VIEWER);
    Principal process = guard(oneProcess(tokens.file())).admit(Guard.processToken(), false);
    assertThat(process.isProcess()).isTrue();
    assertThat(process.role()).isEqualTo(Role.OPERATOR);
    Guard apart = guard(tokens.required());
    assertRefused(AuthReason.TOKEN_UNKNOWN, () -> apart.admit(Guard.processToken(), false));
  }

  @Test
  void whoever_reads_the_owners_file_is_the_owner() throws IOException {
    tokens.create("alice", Role.VIEWER);
    String owner = Token.random(new SecureRandom());
    Path file = directory.resolve("owner.token");
    SecretFile.write(file, owner + "\n");
    assertThat(guard(ownerToken(file)).admit(owner, false)).isEqualTo(Principal.OWNER);
  }

  @Test
  void a_role_may_what_those_below_it_may() {
    Principal operator = new Principal("ops", Role.OPERATOR);
    Guard.require(operator, "x", Role.VIEWER);
    Guard.require(operator, "x", Role.OPERATOR);
    assertRefused(AuthReason.ROLE_TOO_LOW, () -> Guard.require(operator, "x", Role.ADMIN));
  }

  @Test
  void what_no_table_names_is_refused_to_everybody() {
    assertRefused(AuthReason.NOT_LISTED, () -> Guard.require(Principal.OWNER, "x", null));
  }

  @Test
  void a_service_shows_the_token_of_its_file_or_that_of_the_process_or_none() throws IOException {
    String token = Token.random(new SecureRandom());
    Path file = directory.resolve("service.token");
    SecretFile.write(file, token + "\n");
    assertThat(shown(serviceToken(file))).isEqualTo(token);
    assertThat(shown(oneProcess(null))).isEqualTo(Guard.processToken());
    assertThat(shown(AuthSettings.OFF)).isNull();
    assertThat(shown(serviceToken(directory.resolve("none")))).isNull();
  }

  private @Nullable String shown(AuthSettings settings) {
    return ServiceToken.of(settings, clock).text().orElse(null);
  }

  private AuthSettings optional() {
    return new AuthSettings(tokens.file(), true, false, false, null, null, Set.of());
  }

  private AuthSettings openLoopback() {
    return new AuthSettings(tokens.file(), false, true, false, null, null, Set.of());
  }

  private static AuthSettings oneProcess(@Nullable Path file) {
    return new AuthSettings(file, false, false, true, null, null, Set.of());
  }

  private AuthSettings ownerToken(Path owner) {
    return new AuthSettings(tokens.file(), false, false, false, owner, null, Set.of());
  }

  private static AuthSettings serviceToken(Path service) {
    return new AuthSettings(null, false, false, false, null, service, Set.of());
  }

  private static void assertRefused(AuthReason reason, ThrowingCallable call) {
    assertThat(catchThrowableOfType(Refusal.class, call).reason()).isEqualTo(reason);
  }
}
