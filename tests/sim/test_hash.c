// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes against published values.
#include "sim/base/hash.h"
#include "sim/base/sha.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void
hash_bytes_gives_the_published_values_of_xxh64(void **state)
{
    (void)state;
    assert_int_equal(op_hash_bytes(NULL, 0, 0), UINT64_C(0xEF46DB3751D8E999));
    assert_int_equal(op_hash_bytes("a", 1, 0), UINT64_C(0xD24EC4F1A98C6E5B));
    assert_int_equal(op_hash_bytes("abc", 3, 0), UINT64_C(0x44BC2CF5AD770999));
    assert_int_equal(op_hash_bytes("Nobody inspects the spammish repetition", 39, 0),
                     UINT64_C(0xFBCEA83C8A378BF1));
}

static void
every_length_and_every_bit_counts(void **state)
{
    unsigned char bytes[100] = { 0 };
    uint64_t seen[100];

    (void)state;
    for (size_t n = 0; n < 100; n++) {
        seen[n] = op_hash_bytes(bytes, n, 1);
        for (size_t m = 0; m < n; m++) {
            assert_true(seen[m] != seen[n]);
        }
    }
    for (size_t bit = 0; bit < 800; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        assert_true(op_hash_bytes(bytes, 100, 1) != op_hash_bytes(bytes, 99, 1));
        assert_true(op_hash_bytes(bytes, 100, 1) !=
                    op_hash_bytes((unsigned char[100]){ 0 }, 100, 1));
        bytes[bit / 8] = 0;
    }
}

static void
mixing_is_the_published_splitmix(void **state)
{
    (void)state;
    // the first outputs of SplitMix64 from seed 1234567
    assert_int_equal(op_mix64(1234567 + UINT64_C(0x9E3779B97F4A7C15)),
                     UINT64_C(6457827717110365317));
    assert_int_equal(op_mix64(1234567 + 2 * UINT64_C(0x9E3779B97F4A7C15)),
                     UINT64_C(3203168211198807973));
}

static void
texts_hash_to_32_bits(void **state)
{
    (void)state;
    assert_int_equal(op_hash32_text(""), op_hash32_text(NULL));
    assert_true(op_hash32_text("algo_demote") != op_hash32_text("algo_demota"));
}

static void
sha_of_bytes_and_of_a_file_give_the_published_values(void **state)
{
    char path[] = "/tmp/oploop_sha_XXXXXX";
    const int file = mkstemp(path);
    char text[OP_SHA_TEXT];

    (void)state;
    op_sha_of_bytes(NULL, 0, text);
    assert_string_equal(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    op_sha_of_bytes("abc", 3, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    assert_int_equal(write(file, "abc", 3), 3);
    close(file);
    text[0] = '\0';
    assert_int_equal(op_sha_of_file(path, text), OP_OK);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    unlink(path);
}

static void
sha_of_what_cannot_be_read_is_an_error(void **state)
{
    char text[OP_SHA_TEXT] = "x";

    (void)state;
    assert_int_equal(op_sha_of_file("/nowhere/at/all", text), OP_NOT_FOUND);
    assert_string_equal(text, "");
    assert_int_equal(op_sha_of_file("/", text), OP_IO);
    assert_string_equal(text, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_bytes_gives_the_published_values_of_xxh64),
        cmocka_unit_test(every_length_and_every_bit_counts),
        cmocka_unit_test(mixing_is_the_published_splitmix),
        cmocka_unit_test(texts_hash_to_32_bits),
        cmocka_unit_test(sha_of_bytes_and_of_a_file_give_the_published_values),
        cmocka_unit_test(sha_of_what_cannot_be_read_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
