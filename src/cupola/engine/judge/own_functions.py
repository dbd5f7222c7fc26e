"""The functions that a district's own check may call: what is not listed here is refused."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A count says how many, not who.
COUNTS = _words("count count_star count_if countif approx_count_distinct regr_count")

# They answer yes or no.
ANSWERS = _words("""
    ~~ !~~ ~~* !~~* ~~~ like_escape not_like_escape ilike_escape not_ilike_escape ^@ @> <@ &&
    starts_with ends_with prefix suffix contains regexp_matches regexp_full_match list_contains list_has
    list_has_any list_has_all array_contains array_has truthy isnan isfinite isinf bool_and bool_or xor
    """)

# They leave a stand-in what it is, or take one of several: see own_tables.
STAND_IN_SAFE = COUNTS | _words("""
    lower upper lcase ucase trim bare ltrim rtrim nullif min max any_value first last arbitrary mode greatest least
    record_key lag lead first_value last_value nth_value row_number rank dense_rank ntile percent_rank cume_dist
    """)

AGGREGATES = _words("""
    any_value arbitrary arg_max arg_min argmax argmin max_by min_by array_agg avg bool_and bool_or first last
    list max mean median min mode product quantile quantile_cont quantile_disc mad stddev stddev_pop
    stddev_samp string_agg group_concat listagg sum fsum var_pop var_samp variance
    """)
WINDOWS = _words("""
    row_number rank rank_dense dense_rank percent_rank cume_dist ntile lag lead first_value last_value
    nth_value
    """)
PLAIN = _words("""
    + - * / // % ** ^ || & | ~ << >>
    abs ceil ceiling floor round trunc sign mod even greatest least sqrt power pow ln log log10 log2 exp
    isodow fdiv fmod
    lower upper lcase ucase trim ltrim rtrim length len strlen char_length character_length left right
    substr substring replace translate reverse repeat lpad rpad concat concat_ws split_part string_split
    str_split split string_to_array strpos instr position strip_accents nfc_normalize ascii ord unicode chr
    regexp_extract regexp_replace regexp_escape regexp_extract_all regexp_split_to_array string_split_regex
    levenshtein editdist3 damerau_levenshtein jaccard jaro_similarity jaro_winkler_similarity hamming
    printf format bin hex md5 sha256 hash
    nullif array_to_string list_value list_element list_extract array_extract array_length list_count
    list_distinct list_unique list_sort list_reverse list_position list_indexof list_concat list_min list_max
    list_sum list_avg list_slice array_slice array_value row struct_pack struct_extract generate_subscripts
    flatten list_aggregate cardinality
    age date_add date_diff datediff date_part datepart date_sub datesub date_trunc datetrunc day dayname
    dayofmonth dayofweek dayofyear days_in_month epoch epoch_ms hour isoyear julian last_day make_date
    make_timestamp minute month monthname quarter second strftime strptime try_strptime time_bucket
    to_days to_hours to_minutes to_months to_seconds to_weeks to_years week weekday weekofyear year yearweek
    record_key as_of bare
    """)
EVERYWHERE = PLAIN | AGGREGATES | COUNTS | ANSWERS | frozenset({"unnest"})
IN_A_WINDOW = AGGREGATES | COUNTS | WINDOWS | frozenset({"bool_and", "bool_or"})
TABLES = frozenset({"range", "generate_series", "unnest"})

# These DuckDB's parser writes by itself for CASE, lists, dates and the like, with its own schema.
WRITTEN_BY_THE_PARSER = _words(
    "list_value struct_pack row date_part position trim ltrim rtrim substring list_slice array_slice"
)
