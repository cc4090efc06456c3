"""Opinion rounds (意見照会): questions to companies, sealed answers, results that expose nobody."""
