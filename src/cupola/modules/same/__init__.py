"""The room in which a person says whether two records are one."""
