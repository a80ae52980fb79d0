//! Parsed policy documents as tables: Arrow record batches, CSV and Parquet.
